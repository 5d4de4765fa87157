"""The worklist of notices as staff see it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.testing import make_candidate
from candidates.testing_named import make_referee
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.models import Job
from privacy.actions.policy import publish_policy
from privacy.models import Message, NoticeTask
from privacy.testing import make_policy
from privacy.vocabulary import Role, Source

pytestmark = pytest.mark.django_db
LIST = "/admin/privacy/noticetask/"


@pytest.fixture
def policy():
    return publish_policy(make_policy())


@pytest.fixture
def officer(client):
    user = make_user(Role.PRIVACY_OFFICER, language="en")
    client.force_login(user)
    return user


def deed(task, name):
    return reverse(f"admin:privacy_noticetask_{name}", args=[task.pk])


@pytest.mark.requirement("LAW-08")
def test_list_begins_with_what_is_late_and_filters_it(client, officer):
    today = timezone.localdate()
    late = make_candidate(source=Source.LINKEDIN, collected_on=today - timedelta(days=60))
    early = make_candidate(source=Source.JOBBOARD)

    page, overdue = client.get(LIST).text, client.get(f"{LIST}?when=overdue").text

    assert page.index(str(late)) < page.index(str(early))
    assert "days overdue" in page
    assert (str(late) in overdue, str(early) in overdue) == (True, False)


@pytest.mark.requirement("LAW-08")
def test_ticked_rows_are_sent_by_the_worker(client, officer, policy):
    tasks = [make_candidate(source=Source.LINKEDIN) and NoticeTask.objects.latest("pk") for _ in range(2)]

    client.post(LIST, {"action": "send_selected", "_selected_action": [str(task.pk) for task in tasks]})

    job = Job.objects.get(kind="notices.send")
    assert set(NoticeTask.objects.values_list("batch", flat=True)) == {job.target_id}


@pytest.mark.requirement("LAW-14", "SRC-02")
def test_page_shows_the_draft_without_the_name_and_sends_it(client, officer, policy):
    candidate = make_candidate(source=Source.LINKEDIN, family_name="Zonnevlek")
    task = NoticeTask.objects.get()

    page = client.get(deed(task, "change")).text
    client.post(deed(task, "send"))

    draft = page[page.index("What the person is told") :]
    assert "UW RECHT VAN BEZWAAR" in draft
    assert f"Beste {candidate}" in draft
    assert NoticeTask.objects.get().message == Message.objects.get()
    assert "under way" in client.get(deed(task, "change")).text


@pytest.mark.requirement("LAW-08")
def test_letter_is_shown_with_the_name_and_recorded_with_its_day(client, officer, policy):
    make_candidate(source=Source.CLIENT, email="", family_name="Zonnevlek")
    task, today = NoticeTask.objects.get(), timezone.localdate()

    refused = client.post(deed(task, "send"), follow=True).text
    letter = client.post(deed(task, "letter")).text
    wrong = client.post(deed(task, "given"), {"given-way": "letter", "given-on": str(today + timedelta(days=1))})
    early = client.post(deed(task, "given"), {"given-way": "letter", "given-on": str(today - timedelta(days=1))})
    client.post(deed(task, "given"), {"given-way": "letter", "given-on": str(today)})

    task.refresh_from_db()
    assert "Print the letter instead" in refused
    assert "Zonnevlek" in letter
    assert (wrong.status_code, "This day has yet to come." in wrong.text) == (422, True)
    assert (early.status_code, "did not have these data yet" in early.text) == (422, True)
    assert (task.state, task.way, task.given_on, task.policy_version) == ("given", "letter", today, policy)


@pytest.mark.requirement("LAW-09")
def test_only_the_officer_exempts_and_gives_a_reason(client, officer, policy):
    make_referee()
    task = NoticeTask.objects.filter(subject_kind="referee").get()
    said = {"exempt-exemption": "a", "exempt-reason": "The referee wrote to us himself."}

    silent = client.post(deed(task, "exempt"), said | {"exempt-reason": ""})
    client.force_login(make_user(Role.RECRUITER, language="en"))
    recruiter = client.post(deed(task, "exempt"), said)
    client.force_login(officer)
    client.post(deed(task, "exempt"), said)

    task.refresh_from_db()
    assert (silent.status_code, recruiter.status_code) == (422, 403)
    assert (task.state, task.exempted_by, task.exemption_reason) == ("exempt", officer, said["exempt-reason"])
