"""What a person said about his data by telephone or letter, written down by staff (CONTACT-01, CONTACT-02)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.acting import acting
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.objections import object_to_marketing, object_to_recruitment, stop_everything
from privacy.actions.restriction import refuse_restricted
from privacy.actions.sending import facts_of
from privacy.actions.texts import current_text
from privacy.actions.usable import lock_persons
from privacy.exceptions import SaidBefore
from privacy.models import ConsentEvent
from privacy.vocabulary import Channel, Purpose, SubjectKind

REASON: Final = "people.statement"
LONGEST_EVIDENCE: Final = 240
"""Room in the log for what staff write, beside the day on which it was received."""


class Act(TextChoices):
    """What the person said."""

    CONSENT = "consent", _("gives consent")
    WITHDRAWAL = "withdrawal", _("withdraws consent")
    OBJECTION = "objection", _("objects")
    STOP = "stop", _("wants everything to stop: all marketing and vacancy alerts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was said, how, and when it reached us; the log has the moment of writing beside it, which nobody sets."""

    act: Act
    purpose: Purpose | str = ""
    channel: Channel | str = ""
    method: ConsentEvent.Method
    language: str
    evidence: str
    received_on: date
    text_version: str = ""
    is_affirmed: bool = False


def log_statement(person: UUID, kind: SubjectKind, said: Statement, *, by: AbstractBaseUser) -> Any:
    """Write down what a person said, with all that follows from it at once; returns the event.

    A consent is refused under restriction, or where the person stopped it since; what stops something never is. A
    consent to words of ours names their version, one on paper that of the paper.
    """
    how: dict[str, Any] = {
        "method": said.method,
        "language": said.language,
        "evidence": _evidence(said),
        "by": by,
    }
    with acting(by.pk, REASON):
        if said.act == Act.STOP:
            return stop_everything(person, kind=kind, **how)
        if said.act == Act.OBJECTION and said.purpose == Purpose.ROLE_CONTACT:
            return object_to_recruitment(person, channel=said.channel, kind=kind, **how)
        if said.act == Act.OBJECTION:
            return object_to_marketing(person, purpose=said.purpose, channel=said.channel, kind=kind, **how)
        purpose = Purpose(said.purpose)
        if said.act == Act.WITHDRAWAL:
            return withdraw(person, kind, purpose=purpose, channel=said.channel, **how).event
        refuse_restricted(person, kind)
        _refuse_overtaken(person, kind, said)
        text = None if said.text_version else current_text(f"consent.{purpose.value}", said.language)
        return record_consent(
            person,
            kind,
            purpose=purpose,
            channel=said.channel,
            text=text,
            text_version=said.text_version,
            is_affirmed=said.is_affirmed,
            **how,
        )


def _refuse_overtaken(person: UUID, kind: SubjectKind, said: Statement) -> None:
    """Raise SaidBefore where the person stopped it on a day after that on which the yes reached us (5.2, test 6 to 8).

    The log counts from the moment of writing: a letter that lay about would else lift what he said after it.
    """
    purpose, channel = Purpose(said.purpose), Channel(said.channel)
    lock_persons([person])
    facts = facts_of([person], kind, channel)[person]
    ends = [word for word in facts.words if not word.is_given and word.purpose == purpose]
    stopped_at = [
        *(word.at for word in ends if word.channel in {"", channel}),
        *(objection.at for objection in facts.objections if objection.covers(purpose, channel)),
        *(entry.since for entry in facts.barred if entry.covers(purpose, channel)),
    ]
    if any(timezone.localdate(at) > said.received_on for at in stopped_at):
        raise SaidBefore(purpose)


def _evidence(said: Statement) -> str:
    received = gettext("received on %(day)s") % {"day": date_format(said.received_on, "SHORT_DATE_FORMAT")}
    return f"{said.evidence} ({received})" if said.evidence else received
