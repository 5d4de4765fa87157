"""The list of tasks and one task: mine first, done by one key, put off by another, nothing of restricted people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.tasks import plan_task
from cluster_crm.people.models import Task
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
LIST = "/admin/people/task/"


def plan(by, text="Call about Delft", days=0):
    day = timezone.localdate() + timedelta(days=days)
    return plan_task(make_candidate().pk, SubjectKind.CANDIDATE, text=text, due_on=day, by=by)


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, language="en")
    client.force_login(user)
    return user


def test_list_shows_mine_and_others_when_asked(client, recruiter):
    plan(recruiter, "Mine")
    plan(make_user(), "Another's")

    mine, all_ = client.get(LIST).text, client.get(LIST, {"show": "everybody"}).text

    assert ("Mine" in mine, "Another&#x27;s" in mine) == (True, False)
    assert ("Mine" in all_, "Another&#x27;s" in all_) == (True, True)


def test_overview_counts_my_tasks_for_today(client, recruiter):
    plan(recruiter)
    plan(recruiter, days=1)
    plan(make_user())

    page = client.get(reverse("admin:index")).text

    assert "<strong>1</strong> Tasks for today" in page


def test_task_is_put_off_and_done_on_its_page(client, recruiter):
    task, later = plan(recruiter), timezone.localdate() + timedelta(days=9)

    wrong = client.post(reverse("admin:people_task_postpone", args=[task.pk]), {"to": "2020-01-01"})
    client.post(reverse("admin:people_task_postpone", args=[task.pk]), {"to": later.isoformat()})
    client.post(reverse("admin:people_task_finish", args=[task.pk]))

    task.refresh_from_db()
    assert wrong.status_code == 422
    assert (task.due_on, task.done_at is not None) == (later, True)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_task_of_a_restricted_person_is_left_out_and_rests(client, recruiter):
    task = plan(recruiter)
    ground = Restriction.Ground.ACCURACY_DISPUTED
    restrict(task.data_subject_id, SubjectKind.CANDIDATE, ground=ground, by=None)

    shown = client.get(LIST).text
    answer = client.post(reverse("admin:people_task_finish", args=[task.pk]))

    assert "Call about Delft" not in shown
    assert answer.status_code == 403
    assert Task.objects.open().exists()
