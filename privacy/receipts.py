"""Receipts of consent: what a person agreed to, in whose words, how long it holds and when it ended (Article 7(1))."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import ConsentEvent, LegalText, Objection, SubjectRole
from privacy.send_facts import Objected
from privacy.texts import PLACEHOLDER
from privacy.vocabulary import Channel, Purpose, SubjectKind

GIVEN: Final = ConsentEvent.Action.GIVEN


class ReceiptState(TextChoices):
    """Where a consent stands."""

    VALID = "valid", _("in force")
    EXPIRED = "expired", _("no longer in force: its term has passed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    OBJECTED = "objected", _("not used: an objection stands in its way since")


@dataclass(frozen=True, slots=True)
class Receipt:
    """One consent, as the person keeps it. All moments are in UTC; `expires_on` is the last day, that day too.

    `objected_at` is the first objection after it that stops what it allows, unless a later yes to just that lifted it;
    the log says so by itself, and nothing in it changes. `about` names the one thing to which it was given, as
    `ConsentEvent` does.
    """

    number: str
    person: str
    role: str
    purpose: str
    purpose_label: str
    channel: str
    channel_label: str
    about: str
    is_explicit: bool
    given_at: datetime
    method: str
    method_label: str
    evidence: str
    text_version: str
    text: str
    language: str
    policy_version: str
    guardian: str
    expires_on: date | None
    withdrawn_at: datetime | None
    objected_at: datetime | None
    state: ReceiptState

    def as_json(self) -> dict[str, Any]:
        """Return the receipt as JSON holds it, under the names of the fields; no label among them."""
        row = {name: value for name, value in asdict(self).items() if not name.endswith("_label")}
        dates = {name: value.isoformat() for name, value in row.items() if isinstance(value, date)}
        return row | dates


def receipts_of(data_subject_id: UUID, *, on: date | None = None) -> list[Receipt]:
    """Return the receipts of a person in all his roles, the newest first; three statements."""
    events = ConsentEvent.objects.filter(data_subject=data_subject_id).select_related("text", "policy_version")
    roles = SubjectRole.objects.filter(data_subject=data_subject_id).newest_first()
    references: dict[str, str] = {}
    for role in roles:
        references.setdefault(role.subject_kind, str(role))
    said = sorted(events, key=lambda event: (event.recorded_at, event.pk))
    today = on or timezone.localdate()
    objections = [row.fact for row in Objection.objects.of(data_subject_id)]
    receipts = [_receipt(event, references, said, objections, today) for event in said if event.action == GIVEN]
    return receipts[::-1]


def receipt_of(event: ConsentEvent, *, on: date | None = None) -> Receipt:
    """Return the receipt of one consent that was given."""
    return next(each for each in receipts_of(event.data_subject_id, on=on) if each.number == str(event))


def _receipt(
    event: ConsentEvent,
    references: dict[str, str],
    said: Collection[ConsentEvent],
    objections: Iterable[Objected],
    today: date,
) -> Receipt:
    ended = next((each.recorded_at for each in said if _ends(each, event)), None)
    objected_at = _objected_at(event, said, objections)
    kind, purpose = SubjectKind(event.subject_kind), Purpose(event.purpose)
    return Receipt(
        number=str(event),
        person=references.get(event.subject_kind, ""),
        role=str(kind.label),
        purpose=purpose,
        purpose_label=str(purpose.label),
        channel=event.channel,
        channel_label=str(Channel(event.channel).label) if event.channel else "",
        about=event.about,
        is_explicit=event.kind == ConsentEvent.Kind.EXPLICIT,
        given_at=event.recorded_at,
        method=event.method,
        method_label=event.get_method_display(),
        evidence=event.evidence,
        text_version=event.text_version,
        text=_words(event.text) if event.text else "",
        language=event.language,
        policy_version=event.policy_version.version if event.policy_version else "",
        guardian=event.guardian,
        expires_on=event.expires_on,
        withdrawn_at=ended,
        objected_at=objected_at,
        state=_state(event, ended, objected_at, today),
    )


def _state(event: ConsentEvent, ended: datetime | None, objected_at: datetime | None, today: date) -> ReceiptState:
    if ended:
        return ReceiptState.WITHDRAWN
    if event.expires_on is not None and event.expires_on < today:
        return ReceiptState.EXPIRED
    return ReceiptState.OBJECTED if objected_at else ReceiptState.VALID


def _objected_at(given: ConsentEvent, said: Iterable[ConsentEvent], objections: Iterable[Objected]) -> datetime | None:
    """Since when an objection stops what a consent allows; the last yes to exactly this lifts those before it."""
    alike = (given.subject_kind, given.purpose, given.channel, given.about)
    again = max(
        each.recorded_at
        for each in said
        if each.action == GIVEN and (each.subject_kind, each.purpose, each.channel, each.about) == alike
    )
    asked = Purpose(given.purpose), cast("Channel", given.channel)
    return min(
        (objection.at for objection in objections if objection.at >= again and objection.covers(*asked)), default=None
    )


def _words(text: LegalText) -> str:
    """The words that were read, with the name of the agency in its place; other names in braces stay."""
    names = {
        "controller": settings.CRM_CONTROLLER_NAME,
        "controller_address": settings.CRM_CONTROLLER_ADDRESS,
        "controller_mailbox": settings.CRM_CONTROLLER_MAILBOX,
    }
    return PLACEHOLDER.sub(lambda found: names.get(found[1], found[0]), text.body)


def _ends(later: ConsentEvent, given: ConsentEvent) -> bool:
    """Whether an event withdraws a consent: of this purpose, and of all or just this channel and thing."""
    return (
        later.action != GIVEN
        and (later.subject_kind, later.purpose) == (given.subject_kind, given.purpose)
        and later.recorded_at >= given.recorded_at
        and later.channel in {"", given.channel}
        and later.about in {"", given.about}
    )
