"""What a person said about his data by telephone or letter, written down by staff (CONTACT-01, CONTACT-02)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.acting import acting
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.objections import object_to_marketing, object_to_recruitment, stop_everything
from privacy.actions.restriction import refuse_restricted
from privacy.actions.texts import current_text
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

    A consent is refused under restriction; what stops something never is. A consent to words of ours names their
    version, one on paper that of the paper.
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


def _evidence(said: Statement) -> str:
    received = gettext("received on %(day)s") % {"day": date_format(said.received_on, "SHORT_DATE_FORMAT")}
    return f"{said.evidence} ({received})" if said.evidence else received
