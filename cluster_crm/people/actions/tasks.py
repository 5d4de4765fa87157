"""Deeds on tasks: plan what is to be done next for a person, do it, or put it off."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.interactions import refuse_free_text
from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.exceptions import InPast
from cluster_crm.people.models import Task
from privacy.vocabulary import Category, SubjectKind


def plan_task(
    data_subject_id: UUID, kind: SubjectKind, *, text: str, due_on: date, by: User, assigned_to: User | None = None
) -> Task:
    """Plan the next action for a person; what concerns a referee or emergency contact is planned for who named him."""
    if due_on < timezone.localdate():
        raise InPast
    refuse_free_text(kind)
    with acting(by.pk, "task"):
        lock_people([data_subject_id])
        refuse_writing(data_subject_id, kind, Category.DEALINGS)
        task = Task(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            text=text,
            due_on=due_on,
            assigned_to=assigned_to or by,
            created_by=by,
        )
        task.clean()
        task.save()
    return task


def finish_task(task: Task, *, by: User) -> Task:
    """Record that it is done; what was done already stays as it is."""
    with acting(by.pk, "task"):
        task = _locked(task)
        if task.done_at is None:
            task.done_at = timezone.now()
            task.save(update_fields=["done_at"])
    return task


def postpone_task(task: Task, *, to: date, by: User) -> Task:
    """Put it off to another day, not one that has passed."""
    if to < timezone.localdate():
        raise InPast
    with acting(by.pk, "task"):
        task = _locked(task)
        task.due_on = to
        task.save(update_fields=["due_on"])
    return task


def _locked(task: Task) -> Task:
    """Return the task as it is now, of a person about whom may be written; an erasure waits for this, or was first."""
    lock_people([task.data_subject_id])
    refuse_writing(task.data_subject_id, task.subject_kind, Category.DEALINGS)
    return Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
