"""The evidence about one person: what he was told, what he allowed, what left, what was decided (Article 5(2), LAW-01).

References, codes and days alone: who reads it sees no more of the person than the rows themselves show him.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.models import (
    ConsentEvent,
    Disclosure,
    LegalHold,
    Message,
    NoticeTask,
    PolicyNotification,
    Restriction,
    RightsRequest,
    SubjectRole,
)
from privacy.vocabulary import Channel, Purpose, Source, SubjectKind


@dataclass(frozen=True, slots=True)
class Proof:
    """One fact: when, of which sort, what, under which version of the policy, and the reference of its row."""

    at: datetime
    sort: str
    what: str
    policy: str
    reference: str


def evidence_of(data_subject_id: UUID, kind: SubjectKind | str) -> list[Proof]:
    """Return every fact about a person in a role, the newest first; the number of statements is fixed."""
    found = [proof for gather in GATHERERS for proof in gather(data_subject_id, SubjectKind(kind))]
    return sorted(found, key=lambda proof: proof.at, reverse=True)


def _collection(person: UUID, kind: SubjectKind) -> Iterator[Proof]:
    roles = SubjectRole.objects.filter(data_subject=person, subject_kind=kind).select_related("policy_version")
    for role in roles:
        shown = role.policy_version
        words = _("collected, the notice was shown") if shown else _("collected, no notice was shown then")
        what = f"{words}: {Source(role.source).label}"
        yield Proof(_moment(role.collected_on), _("collection"), what, str(shown or ""), str(role))


def _notices(person: UUID, kind: SubjectKind) -> Iterator[Proof]:
    for task in NoticeTask.objects.of(person, kind).select_related("policy_version"):
        if task.state == NoticeTask.State.GIVEN:
            day, words = task.given_on, f"{task.get_state_display()} {task.get_way_display()}".strip()
        else:
            day, words = task.due_on, str(task.get_state_display())
        what = f"{task.get_article_display()}: {words}"
        yield Proof(_moment(day or task.due_on), _("notice"), what, str(task.policy_version or ""), str(task))


def _notifications(person: UUID, kind: SubjectKind) -> Iterator[Proof]:
    for row in PolicyNotification.objects.of(person, kind).select_related("policy_version"):
        what = f"{_('new policy')}: {row.get_state_display()}"
        yield Proof(row.created_at, _("notice"), what, str(row.policy_version), str(row))


def _consents(person: UUID, kind: SubjectKind) -> Iterator[Proof]:
    for event in ConsentEvent.objects.of(person, kind).select_related("policy_version"):
        channel = f", {Channel(event.channel).label}" if event.channel else ""
        what = f"{event.get_kind_display()} {event.get_action_display()}: {Purpose(event.purpose).label}{channel}"
        yield Proof(event.recorded_at, _("consent"), what, str(event.policy_version), str(event))


def _disclosures(person: UUID, kind: SubjectKind) -> Iterator[Proof]:
    for row in Disclosure.objects.of(person, kind).select_related("recipient"):
        what = f"{row.recipient.public_name}: {Purpose(row.purpose).label}"
        yield Proof(row.disclosed_at, _("disclosure"), what, "", str(row))


def _messages(person: UUID, kind: SubjectKind) -> Iterator[Proof]:
    for row in Message.objects.filter(data_subject=person, subject_kind=kind).select_related("text"):
        what = f"{Purpose(row.purpose).label}, {row.decision_code}: {row.get_state_display()}"
        yield Proof(row.sent_at or row.created_at, _("message"), what, "", str(row))


def _decisions(person: UUID, kind: SubjectKind) -> Iterator[Proof]:
    requests = RightsRequest.objects.filter(items__data_subject=person, items__subject_kind=kind).distinct()
    for request in requests:
        yield Proof(_moment(request.received_on), _("request"), str(request.get_state_display()), "", str(request))
    about = {"data_subject": person, "subject_kind": kind}
    for restriction in Restriction.objects.filter(**about):
        what = str(restriction.get_ground_display())
        yield Proof(restriction.started_at, _("restriction"), what, "", str(restriction))
    for hold in LegalHold.objects.filter(**about):
        yield Proof(hold.opened_at, _("legal hold"), _("placed"), "", str(hold))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


GATHERERS: tuple[Callable[[UUID, SubjectKind], Iterator[Proof]], ...] = (
    _collection,
    _notices,
    _notifications,
    _consents,
    _disclosures,
    _messages,
    _decisions,
)
