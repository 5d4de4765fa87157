from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from candidates.testing import bsn_of
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.tasks import finish_task, plan_task, postpone_task
from cluster_crm.people.exceptions import InPast, NoFreeText, NotHeld
from cluster_crm.people.models import Task
from cluster_crm.people.tests.test_interactions import make_person
from privacy.actions.restriction import restrict
from privacy.exceptions import NotInCatalogue, ProcessingRestricted
from privacy.models import CatalogueEntry, Restriction, RetentionClock
from privacy.vocabulary import Category, SubjectKind

pytestmark = pytest.mark.django_db
NAMED = [SubjectKind.REFEREE, SubjectKind.EMERGENCY_CONTACT]


def plan(person, *, by=None, text="Call about the vacancy", in_days=3):
    return plan_task(
        person.data_subject_id,
        SubjectKind(person.subject_kind),
        text=text,
        due_on=timezone.localdate() + timedelta(days=in_days),
        by=by or make_user(),
    )


@pytest.mark.parametrize("kind", [kind for kind in SubjectKind if kind not in NAMED])
def test_task_is_planned_for_who_plans_it(kind):
    planner = make_user()

    task = plan(make_person(kind), by=planner)

    assert (task.assigned_to, task.created_by, task.done_at) == (planner, planner, None)
    assert list(Task.objects.due(timezone.localdate() + timedelta(days=3))) == [task]
    assert not Task.objects.due(timezone.localdate() + timedelta(days=2)).exists()


@pytest.mark.requirement("REF-DATA-01")
@pytest.mark.parametrize("kind", NAMED)
def test_task_about_who_was_only_named_is_refused(kind):
    person = make_person(kind)

    with pytest.raises(NoFreeText):
        plan(person)
    with pytest.raises(IntegrityError, match="people_task_not_of_named"):
        Task.objects.create(
            data_subject_id=person.data_subject_id,
            subject_kind=kind,
            text="Call",
            due_on=timezone.localdate(),
            assigned_to=(user := make_user()),
            created_by=user,
        )


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_gets_no_task_and_his_tasks_rest():
    person, planner = make_person(), make_user()
    task = plan(person, by=planner)
    restrict(person.data_subject_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        plan(person)
    with pytest.raises(ProcessingRestricted):
        finish_task(task, by=planner)
    with pytest.raises(ProcessingRestricted):
        postpone_task(task, to=timezone.localdate(), by=planner)


def test_task_about_who_is_not_held_is_refused():
    person = make_person()
    person.subject_kind = SubjectKind.WEBSITE_USER

    with pytest.raises(NotHeld):
        plan(person)


@pytest.mark.requirement("GEN-09")
def test_task_without_a_row_in_the_catalogue_is_refused():
    CatalogueEntry.objects.filter(category=Category.DEALINGS).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        plan(make_person())


@pytest.mark.requirement("CAND-DATA-31")
def test_task_with_a_citizen_service_number_is_refused():
    with pytest.raises(ValidationError, match="text"):
        plan(make_person(), text=f"Check {bsn_of('task')}")


def test_task_for_a_day_that_has_passed_is_refused():
    task = plan(make_person())

    with pytest.raises(InPast):
        plan(make_person(), in_days=-1)
    with pytest.raises(InPast):
        postpone_task(task, to=timezone.localdate() - timedelta(days=1), by=make_user())


@pytest.mark.requirement("RET-06")
def test_task_is_postponed_and_done_once_and_moves_no_clock():
    person, worker = make_person(), make_user()
    task, later = plan(person, by=worker), timezone.localdate() + timedelta(days=30)

    postponed = postpone_task(task, to=later, by=worker)
    done = finish_task(postponed, by=worker)
    again = finish_task(task, by=worker)

    assert (done.due_on, again.done_at) == (later, done.done_at)
    assert not Task.objects.open().exists()
    assert RetentionClock.objects.get(data_subject_id=person.data_subject_id).contact_on is None
    assert list(Task.history.values_list("history_user", flat=True)) == [worker.pk] * 3
