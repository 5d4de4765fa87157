"""Deeds on Article 14 notices: open the task, bring its day forward, record that it was given or is exempt."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from cluster_crm.history.acting import acting
from privacy.exceptions import NoticeOverdue
from privacy.models import NoticeTask, PolicyVersion
from privacy.notices import art14_due
from privacy.vocabulary import Category, Source, SubjectKind


def open_notice_task(
    data_subject_id: UUID, kind: SubjectKind, *, source: Source, collected_on: date
) -> NoticeTask | None:
    """Open the task to tell a person where we have his data from; None where he gave them himself (SRC-02, SRC-05)."""
    if not source.is_third_party:
        return None
    task, _is_new = NoticeTask.objects.get_or_create(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        source=source,
        collected_on=collected_on,
        category="",
        defaults={"due_on": art14_due(collected_on)},
    )
    return task


def open_notice_tasks(kind: SubjectKind, told_on: Mapping[UUID, date], *, source: Source | None) -> list[NoticeTask]:
    """Open the task of `open_notice_task` for many persons of one source, and return those that are new."""
    if source is None or not source.is_third_party:
        return []
    known = set(
        NoticeTask.objects.filter(data_subject__in=told_on, subject_kind=kind, source=source, category="").values_list(
            "data_subject_id", "collected_on"
        )
    )
    return NoticeTask.objects.bulk_create(
        NoticeTask(data_subject_id=person, subject_kind=kind, source=source, collected_on=day, due_on=art14_due(day))
        for person, day in told_on.items()
        if (person, day) not in known
    )


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
        task.first_communication_on = task.first_communication_on or first_communication_on
        task.first_disclosure_on = task.first_disclosure_on or first_disclosure_on
        task.due_on = art14_due(
            task.collected_on,
            first_communication_on=task.first_communication_on,
            first_disclosure_on=task.first_disclosure_on,
        )
        task.save(update_fields=["first_communication_on", "first_disclosure_on", "due_on"])


def refuse_overdue(data_subject_id: UUID, kind: SubjectKind | str, *, on: date) -> None:
    """Raise NoticeOverdue where the person should have been told by now: his data may not be used (LAW-08)."""
    if NoticeTask.objects.of(data_subject_id, kind).overdue(on).exists():
        raise NoticeOverdue(str(data_subject_id))


@transaction.atomic
def record_notice(data_subject_id: UUID, kind: SubjectKind, *, on: date, policy_version: PolicyVersion) -> int:
    """Record that the person was told, under which policy (GEN-05); returns how many tasks that closes."""
    tasks = list(NoticeTask.objects.of(data_subject_id, kind).due().select_for_update())
    for task in tasks:
        task.state, task.given_on, task.policy_version = NoticeTask.State.GIVEN, on, policy_version
        task.save(update_fields=["state", "given_on", "policy_version"])
    return len(tasks)


def exempt(task: NoticeTask, *, exemption: NoticeTask.Exemption, reason: str, by: AbstractBaseUser) -> NoticeTask:
    """Decide that no notice is owed, on a ground of Article 14(5), with the reason and who decided (LAW-09)."""
    with acting(by.pk, "notice"):
        task = NoticeTask.objects.select_for_update().get(pk=task.pk)
        task.state, task.exemption, task.exemption_reason = NoticeTask.State.EXEMPT, exemption, reason
        task.exempted_by_id = by.pk
        task.save(update_fields=["state", "exemption", "exemption_reason", "exempted_by"])
    return task
