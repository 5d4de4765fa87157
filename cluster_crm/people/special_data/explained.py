"""Why each kind may not stand in free text, by which law, and where the need behind it is met."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from cluster_crm.people.special_data.mentions import SpecialKind


@dataclass(frozen=True, slots=True)
class Explanation:
    """In plain words: why not, which law says so, and what to do in the place of writing it here."""

    why: Any
    source: Any
    instead: Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where the need behind such words may be recorded: a page by the name of its address, and who may see it."""

    label: Any
    address: str
    permission: str


_places: dict[SpecialKind, Place] = {}


def register_place(kind: SpecialKind, place: Place) -> None:
    """Let explanations of this kind lead to a page of an app above."""
    _places[kind] = place


def place_of(kind: SpecialKind) -> Place | None:
    """Return the page for what is behind words of this kind, where there is one."""
    return _places.get(kind)


EXPLAINED: Final[Mapping[SpecialKind, Explanation]] = {
    SpecialKind.BSN: Explanation(
        _("A citizen service number is used where a law says so, and nowhere else."),
        _("Article 46 UAVG"),
        _("It stands with the employment alone, where payroll records it."),
    ),
    SpecialKind.HEALTH: Explanation(
        _("What somebody has, had or takes is not ours to write down: an employer may not ask for it."),
        _("Article 9 GDPR, Article 30 UAVG"),
        _("If the person asks for an adjustment at work, record what is needed under workplace adjustments, not why."),
    ),
    SpecialKind.RELIGION: Explanation(
        _("What somebody believes plays no part in finding work."),
        _("Article 9 GDPR, Article 22 UAVG"),
        _("If the person wants certain days off, write down the days."),
    ),
    SpecialKind.UNION: Explanation(
        _("Whether somebody is in a union is nobody's business but his own."),
        _("Article 9 GDPR, Article 22 UAVG"),
        _("It is recorded nowhere."),
    ),
    SpecialKind.CRIMINAL: Explanation(
        _("Offences, sentences and suspicions are written down by nobody but who the law names."),
        _("Article 10 GDPR, Articles 31-33 UAVG"),
        _("If the role asks for a certificate of conduct (VOG), record under checks that it was seen."),
    ),
    SpecialKind.PREGNANCY: Explanation(
        _("A pregnancy or a wish for children plays no part in finding work."),
        _("Article 9 GDPR, Article 7:646 of the Civil Code"),
        _("If it matters from when somebody can start, write down the day."),
    ),
    SpecialKind.ORIENTATION: Explanation(
        _("Whom somebody loves, or who he is to himself, plays no part in finding work."),
        _("Article 9 GDPR, Article 22 UAVG"),
        _("How somebody wants to be addressed stands under form of address."),
    ),
}
