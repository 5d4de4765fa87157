"""Sending notices of Articles 13 and 14: to one person, to many by the worker, through a supplier (LAW-07, LAW-08)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import Claim, enqueue
from cluster_crm.jobs.models import Job
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.addressed import addresses_of
from privacy.actions.notice_words import Notice, words_of
from privacy.actions.policy import current_policy
from privacy.actions.texts import queue_text
from privacy.actions.usable import lock_persons
from privacy.exceptions import NothingOwed, NotReachable, PrivacyRefusal
from privacy.models import Message, NoticeTask, PolicyVersion, Recipient, SubjectRole
from privacy.notice_routes import intermediaries
from privacy.vocabulary import Purpose, SubjectKind

SEND_BATCH: Final = "notices.send"
PART: Final = 200

Person = tuple[UUID, SubjectKind]
Owed = Mapping[UUID, Sequence[NoticeTask]]


@dataclass(frozen=True, slots=True)
class Reach:
    """How a person can be told: at an address of his own, or through a recipient who hands it on."""

    address: str
    recipient: Recipient | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that one person is told at once: which tasks, in which words, by which way, under which policy."""

    kind: SubjectKind
    owed: Sequence[NoticeTask]
    reach: Reach
    words: Notice
    policy: PolicyVersion


@transaction.atomic
def send_notice(data_subject_id: UUID, kind: SubjectKind, *, by: AbstractBaseUser | None) -> Message:
    """Queue one message with every notice that a person is owed in a role and no message carries yet.

    Raises NothingOwed, NotReachable (then a letter is printed), NoPolicyPublished, and as `queue_message` refuses.
    """
    with acting(by.pk if by else None, "notice"):
        lock_persons([data_subject_id])
        owed = _owed(kind, [data_subject_id])
        if not owed:
            raise NothingOwed(str(data_subject_id))
        reach = reaches(kind, [data_subject_id]).get(data_subject_id)
        if reach is None:
            raise NotReachable(str(data_subject_id))
        words = words_of(kind, owed)[data_subject_id]
        return _queue(data_subject_id, Parcel(kind, owed[data_subject_id], reach, words, current_policy()), by=by)


def send_many(tasks: Iterable[NoticeTask], *, by: AbstractBaseUser | None) -> Job | None:
    """Let the worker send the notices of these tasks; None where no message is left to be made of any."""
    batch = uuid7()
    with acting(by.pk if by else None, "notices"):
        chosen = NoticeTask.objects.sendable().filter(pk__in=[task.pk for task in tasks])
        return enqueue(SEND_BATCH, batch, by=by) if chosen.update(batch=batch) else None


def send_owed_to_givers() -> Job | None:
    """Let the worker send what persons are owed who gave their data without seeing the notice (Article 13)."""
    batch = uuid7()
    with acting(None, "notices"):
        due = NoticeTask.objects.sendable().filter(article=NoticeTask.Article.FROM_PERSON, batch=None, returned_at=None)
        if not PolicyVersion.objects.in_force().exists():
            return None
        return enqueue(SEND_BATCH, batch) if due.update(batch=batch) else None


def run_batch(claim: Claim) -> None:
    """Send the notices of a batch, part by part; a killed worker goes on where it was, and nobody gets two."""
    tasks = NoticeTask.objects.filter(batch=claim.target_id).order_by("pk")
    numbers = list(tasks.values_list("pk", flat=True))
    parts = [numbers[start : start + PART] for start in range(0, len(numbers), PART)]
    claim.expect(len(parts))
    for part in parts:
        with claim.step(f"part {part[0]}") as is_due:
            if is_due:
                _send_part(part)


def _send_part(part: Collection[UUID]) -> None:
    """Queue the messages of some tasks; who cannot be reached, or may not be written to, stays on the list.

    He keeps the number of the batch, so that the worker does not try him again and again by itself.
    """
    tasks = list(NoticeTask.objects.sendable().filter(pk__in=part))
    by_kind: dict[SubjectKind, set[UUID]] = defaultdict(set)
    for task in tasks:
        by_kind[SubjectKind(task.subject_kind)].add(task.data_subject_id)
    policy = current_policy()
    for kind, persons in by_kind.items():
        lock_persons(persons)
        owed = _owed(kind, persons)
        reached, words = reaches(kind, persons), words_of(kind, owed)
        for person, of_him in owed.items():
            if person in reached and person in words:
                _try(person, Parcel(kind, of_him, reached[person], words[person], policy))


def _try(person: UUID, parcel: Parcel) -> None:
    """Queue the message, unless he may not be written to: then the tasks stay due, and the list says so."""
    with suppress(PrivacyRefusal), transaction.atomic():
        _queue(person, parcel, by=None)


def _owed(kind: SubjectKind, persons: Collection[UUID]) -> Owed:
    found: dict[UUID, list[NoticeTask]] = defaultdict(list)
    sendable = NoticeTask.objects.sendable().filter(data_subject__in=list(persons), subject_kind=kind)
    for task in sendable.order_by("pk").select_for_update():
        found[task.data_subject_id].append(task)
    return found


def reaches(kind: SubjectKind | str, persons: Collection[UUID]) -> Mapping[UUID, Reach]:
    """Return how each of some persons can be told by e-mail; who is missing gets a letter. A few statements."""
    live = SubjectRole.objects.live().filter(data_subject__in=list(persons), subject_kind=kind)
    asked = set(live.values_list("data_subject", flat=True))
    found = {person: Reach(address) for person, address in addresses_of(asked, kind).items()}
    through = intermediaries(kind, asked - set(found))
    recipients = Recipient.objects.exclude(notice_email="").filter(is_active=True).in_bulk(set(through.values()))
    for person, key in through.items():
        if recipient := recipients.get(key):
            found[person] = Reach(recipient.notice_email, recipient)
    return found


def _queue(person: UUID, parcel: Parcel, *, by: AbstractBaseUser | None) -> Message:
    """Queue the message, and let its tasks know it; the supplier gets no name, only what he must hand on."""
    through = parcel.reach.recipient is not None
    message = queue_text(
        person,
        parcel.kind,
        "notice.mail_supplier" if through else parcel.words.code,
        to_address=parcel.reach.address,
        values=parcel.words.values,
        purpose=Purpose.SERVICE,
        language=parcel.words.language,
        recipient=parcel.reach.recipient,
        by=by,
    )
    NoticeTask.objects.filter(pk__in=[task.pk for task in parcel.owed]).update(
        message=message,
        way=NoticeTask.Way.SUPPLIER if through else NoticeTask.Way.EMAIL,
        policy_version=parcel.policy,
        returned_at=None,
    )
    return message


def confirm_handed_on(task: NoticeTask, *, by: AbstractBaseUser) -> int:
    """Record that the supplier said that he handed a notice on; returns how many tasks that closes (ACC-09)."""
    with acting(by.pk, "notice handed on"):
        sent = NoticeTask.objects.due().filter(
            message=task.message_id, way=NoticeTask.Way.SUPPLIER, message__state__in=SENT
        )
        return sent.update(state=NoticeTask.State.GIVEN, given_on=timezone.localdate())


SENT: Final = (Message.State.SENT, Message.State.TOLD)
