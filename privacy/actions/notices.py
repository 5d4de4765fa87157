"""Deeds on Article 14 notices: open the task, bring its day forward, record that it was given or is exempt."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.actions.usable import among
from privacy.exceptions import NoticeOverdue
from privacy.models import Message, NoticeTask, PolicyNotification, PolicyVersion
from privacy.notices import art14_due
from privacy.vocabulary import Category, Source, SubjectKind

ARRIVED: Final = (Message.State.SENT, Message.State.TOLD)
TOLD_AS: Final = {
    Message.ToldBy.SPOKEN: NoticeTask.Way.SPOKEN,
    Message.ToldBy.LETTER: NoticeTask.Way.LETTER,
    Message.ToldBy.HANDED: NoticeTask.Way.SPOKEN,
    Message.ToldBy.OTHER: NoticeTask.Way.OTHER,
}
"""What a message that staff told otherwise is called on its notices."""
LOST: Final = (Message.State.FAILED, Message.State.CANCELLED)


def new_notice(person: UUID, kind: SubjectKind, *, source: Source, collected_on: date) -> NoticeTask | None:
    """Return the notice, not stored yet, that data of a source call for; None where the person was shown one then.

    Data of others: within a month or at the first contact (Article 14). Data of the person himself: at once, where he
    saw none when he gave them (Article 13).
    """
    if source.shows_notice:
        return None
    is_from_others = source.is_third_party
    return NoticeTask(
        data_subject_id=person,
        subject_kind=kind,
        source=source,
        collected_on=collected_on,
        article=NoticeTask.Article.FROM_OTHERS if is_from_others else NoticeTask.Article.FROM_PERSON,
        due_on=art14_due(collected_on) if is_from_others else collected_on,
    )


def open_notice_task(
    data_subject_id: UUID, kind: SubjectKind, *, source: Source, collected_on: date
) -> NoticeTask | None:
    """Open the task to give a person the notice that his data call for, once (SRC-02, SRC-05, LAW-07)."""
    task = new_notice(data_subject_id, kind, source=source, collected_on=collected_on)
    if task is None:
        return None
    found = NoticeTask.objects.of(data_subject_id, kind).filter(source=source, collected_on=collected_on, category="")
    known = found.first()
    if known is None:
        task.save(force_insert=True)
    return known or task


def open_notice_tasks(kind: SubjectKind, told_on: Mapping[UUID, date], *, source: Source | None) -> list[NoticeTask]:
    """Open the task of `open_notice_task` for many persons of one source, and return those that are new."""
    if source is None or source.shows_notice:
        return []
    known = set(
        NoticeTask.objects.filter(data_subject__in=told_on, subject_kind=kind, source=source, category="").values_list(
            "data_subject_id", "collected_on"
        )
    )
    tasks = (
        new_notice(person, kind, source=source, collected_on=day)
        for person, day in told_on.items()
        if (person, day) not in known
    )
    return NoticeTask.objects.bulk_create(task for task in tasks if task)


def open_category_notice(
    data_subject_id: UUID,
    kind: SubjectKind | str,
    categories: Iterable[Category],
    *,
    known: Collection[Category],
    source: Source | str,
    collected_on: date,
) -> list[NoticeTask]:
    """Open the notice that we hold more kinds of data about a client contact than he was told of (CLI-DATA-05).

    `known` is what was held before this deed. Nobody else was promised one, and none is opened twice.
    """
    if kind != SubjectKind.CLIENT_CONTACT:
        return []
    told = NoticeTask.objects.of(data_subject_id, kind).values_list("category", flat=True)
    more = sorted({*categories} - {*known, *told, Category.PRIVACY_RECORD})
    return NoticeTask.objects.bulk_create(
        NoticeTask(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            source=source,
            collected_on=collected_on,
            category=category,
            due_on=art14_due(collected_on),
        )
        for category in more
    )


@transaction.atomic
def advance_notices(
    data_subject_id: UUID,
    kind: SubjectKind | str,
    *,
    first_communication_on: date | None = None,
    first_disclosure_on: date | None = None,
) -> None:
    """Bring the day of open notices forward to a first message or disclosure; later ones change nothing (LAW-08)."""
    for task in NoticeTask.objects.of(data_subject_id, kind).due().select_for_update():
        task.first_communication_on = _first(task.first_communication_on, first_communication_on, task.collected_on)
        task.first_disclosure_on = _first(task.first_disclosure_on, first_disclosure_on, task.collected_on)
        task.due_on = art14_due(
            task.collected_on,
            first_communication_on=task.first_communication_on,
            first_disclosure_on=task.first_disclosure_on,
        )
        task.save(update_fields=["first_communication_on", "first_disclosure_on", "due_on"])


def _first(known: date | None, told: date | None, collected_on: date) -> date | None:
    """The earlier of two days; what happened before the data were there counts from the day they came."""
    days = [day for day in (known, max(told, collected_on) if told else None) if day]
    return min(days, default=None)


def refuse_overdue(data_subject_id: UUID, kind: SubjectKind | str, *, on: date) -> None:
    """Raise NoticeOverdue where the person should have been told by now: his data may not be used (LAW-08)."""
    if NoticeTask.objects.of(data_subject_id, kind).overdue(on).exists():
        raise NoticeOverdue(str(data_subject_id))


@transaction.atomic
def record_notice(
    data_subject_id: UUID,
    kind: SubjectKind | str,
    *,
    on: date,
    policy_version: PolicyVersion,
    way: NoticeTask.Way | str = "",
    by: AbstractBaseUser | None = None,
) -> int:
    """Record that the person was told, under which policy and how (GEN-05); returns how many tasks that closes.

    Nobody was told of data that came after that day: what is owed for those stays.
    """
    with acting(by.pk if by else None, "notice given"):
        due = NoticeTask.objects.of(data_subject_id, kind).due().filter(collected_on__lte=on)
        return due.update(state=NoticeTask.State.GIVEN, given_on=on, policy_version=policy_version, way=way)


def settle_notices(message: Message) -> None:
    """Follow what became of the message that carries notices: given when it was really sent, due again when not.

    One that a supplier must hand on is not given by being sent: somebody records that the supplier did (ACC-09). A
    message that came back opens its notices again, and those of a new policy count as failed.
    """
    tasks = NoticeTask.objects.filter(message=message)
    notifications = PolicyNotification.objects.filter(message=message)
    if message.state in ARRIVED:
        direct = tasks.due().exclude(way=NoticeTask.Way.SUPPLIER)
        told = {"way": TOLD_AS[Message.ToldBy(message.told_way)]} if message.told_way else {}
        direct.update(state=NoticeTask.State.GIVEN, given_on=message.told_on or timezone.localdate(), **told)
        notifications.update(state=PolicyNotification.State.SENT)
    elif message.state in LOST:
        reopen_notices([message.pk])


def reopen_notices(messages: Collection[UUID]) -> None:
    """Owe the notices again that messages carried which never arrive, in two statements."""
    tasks = NoticeTask.objects.filter(message__in=among(messages)).exclude(state=NoticeTask.State.EXEMPT)
    tasks.update(
        state=NoticeTask.State.DUE, given_on=None, message=None, way="", batch=None, returned_at=timezone.now()
    )
    notifications = PolicyNotification.objects.filter(message__in=among(messages))
    notifications.update(state=PolicyNotification.State.FAILED)


def exempt(task: NoticeTask, *, exemption: NoticeTask.Exemption, reason: str, by: AbstractBaseUser) -> NoticeTask:
    """Decide that no notice is owed, on a ground of Article 14(5), with the reason and who decided (LAW-09)."""
    with acting(by.pk, "notice"):
        task = NoticeTask.objects.select_for_update().get(pk=task.pk)
        task.state, task.exemption, task.exemption_reason = NoticeTask.State.EXEMPT, exemption, reason
        task.exempted_by_id = by.pk
        task.save(update_fields=["state", "exemption", "exemption_reason", "exempted_by"])
    return task
