"""What follows from a withdrawn consent, role by role and purpose by purpose: upper apps say it, `withdraw` does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from privacy.send_facts import MARKETING
from privacy.vocabulary import Purpose, SubjectKind

CarryOut = Callable[[UUID, str], object]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a withdrawal deletes in the tables of one app, and what it means for the person, in words.

    `carry_out` takes the person and the one thing that the consent was about, empty for all of it; it forgets what the
    consent alone carried, in a number of statements that does not grow. `is_explicit` says that the consent is one.
    """

    kind: SubjectKind
    purpose: Purpose
    carry_out: CarryOut
    effect: Any
    is_explicit: bool = False


_consequences: dict[tuple[SubjectKind, Purpose], list[Consequence]] = {}
NO_MORE_MAIL: Final = _("You get no more messages of this kind. Everything else stays as it is.")
NOTHING_STOOD_ON_IT: Final = _("What rested on this consent stops. Everything else stays as it is.")


def register(*consequences: Consequence) -> None:
    """Say what follows from withdrawals; several apps may say something about the same one."""
    for consequence in consequences:
        _consequences.setdefault((consequence.kind, consequence.purpose), []).append(consequence)


def consequences_of(kind: SubjectKind, purpose: Purpose) -> tuple[Consequence, ...]:
    """Return what follows where a person in a role withdraws the consent to a purpose."""
    return tuple(_consequences.get((kind, purpose), ()))


def effect_of(kind: SubjectKind, purpose: Purpose) -> str:
    """Return in words what a withdrawal means for the person, in the language of the moment (SENS-02)."""
    effects = [str(consequence.effect) for consequence in consequences_of(kind, purpose)]
    if effects:
        return " ".join(effects)
    return str(NO_MORE_MAIL if purpose in MARKETING | {Purpose.JOB_ALERT} else NOTHING_STOOD_ON_IT)
