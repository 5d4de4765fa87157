"""The pages by which staff open, approve, follow and settle an erasure."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.employment import record_employment
from candidates.models import Candidate
from candidates.testing import ensure_controller, make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from privacy.actions.erasure import request_erasure
from privacy.actions.holds import place_hold
from privacy.models import ErasureRun, ResidueFinding, RightsRequest
from privacy.vocabulary import ErasureGround, Role, SubjectKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, language="en")


@pytest.fixture
def officer():
    return make_user(Role.PRIVACY_OFFICER, language="en")


def make_run(candidate=None, *, by) -> ErasureRun:
    candidate = candidate or make_candidate()
    return request_erasure(candidate.pk, [SubjectKind.CANDIDATE], ground=ErasureGround.NO_LONGER_NEEDED, by=by)


def page_of(run, name="change"):
    return reverse(f"admin:privacy_erasurerun_{name}", args=[run.pk])


def erase_page(*candidates):
    return reverse("admin:candidates_candidate_erase") + "?" + "&".join(f"person={one.pk}" for one in candidates)


def work() -> None:
    while job := Job.objects.filter(state=Job.State.QUEUED, not_before=None).order_by("created_at").first():
        jobs.run(job.pk)


def answers(**changed):
    return {"channel": "email", "received_on": "2025-03-01", "ground": "G1"} | changed


@pytest.mark.requirement("RIGHT-ERASE-01")
def test_recruiter_opens_an_erasure_from_the_list_and_sees_its_plan(client, recruiter):
    candidate = make_candidate()
    client.force_login(recruiter)
    chosen = {"action": "erase", "_selected_action": [str(candidate.pk)]}

    confirm = client.post(reverse("admin:candidates_candidate_changelist"), chosen)
    form = client.get(confirm.url)
    opened = client.post(confirm.url, answers(reference=str(candidate)))

    run = ErasureRun.objects.get()
    page = client.get(opened.url)
    assert confirm.url == erase_page(candidate)
    assert f"Type {candidate}" in form.text
    assert opened.url == page_of(run)
    assert (run.request.state, run.request.channel, run.proposed_by_id) == ("proposed", "email", recruiter.pk)
    assert run.request.due_on.isoformat() == "2025-04-01"
    assert "You proposed this erasure" in page.text
    assert "Approve and erase" not in page.text
    assert Candidate.objects.get() == candidate


def test_wrong_reference_opens_nothing_and_keeps_what_was_typed(client, recruiter):
    candidate = make_candidate()
    client.force_login(recruiter)

    answer = client.post(erase_page(candidate), answers(reference="C-0", ground="G3"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"reference": [f"This is not {candidate}."]}
    assert 'value="C-0"' in answer.text
    assert 'value="G3" selected' in answer.text
    assert "<title>Error:" in answer.text
    assert not ErasureRun.objects.exists()


def test_second_request_for_the_same_person_is_refused_while_one_is_open(client, recruiter):
    candidate = make_candidate()
    client.force_login(recruiter)

    first = client.post(erase_page(candidate), answers(reference=str(candidate)))
    second = client.post(erase_page(candidate), answers(reference=str(candidate)))

    assert (first.status_code, second.status_code) == (302, 422)
    assert ErasureRun.objects.count() == 1


def test_erasure_of_several_persons_opens_a_request_each(client, recruiter):
    people = [make_candidate(), make_candidate()]
    client.force_login(recruiter)

    answer = client.post(erase_page(*people), answers())

    assert answer.url == reverse("admin:privacy_erasurerun_changelist")
    assert set(RightsRequest.objects.values_list("data_subject", flat=True)) == {one.pk for one in people}


def test_more_than_ten_persons_at_once_are_refused(client, recruiter):
    people = [make_candidate() for _number in range(11)]
    client.force_login(recruiter)
    changelist = reverse("admin:candidates_candidate_changelist")

    chosen = client.post(changelist, {"action": "erase", "_selected_action": [str(one.pk) for one in people]})

    assert chosen.url == changelist
    assert client.get(erase_page(*people)).status_code == 404


def test_address_for_the_answer_is_asked(client, recruiter, settings):
    candidate = make_candidate()
    client.force_login(recruiter)

    without = client.get(erase_page(candidate)).text
    settings.EMAIL_URL = "smtp://127.0.0.1"
    with_server = client.get(erase_page(candidate)).text
    client.post(erase_page(candidate), answers(reference=str(candidate), answer_to="noor@example.org"))

    assert "No mail server is set" in without
    assert "No mail server is set" not in with_server
    assert RightsRequest.objects.get().answer_to == "noor@example.org"


@pytest.mark.requirement("ACC-05")
def test_second_person_approves_and_the_worker_carries_it_out(client, recruiter, officer):
    candidate = make_candidate()
    name = candidate.full_name
    run = make_run(candidate, by=recruiter)
    client.force_login(recruiter)
    before = client.get(page_of(run)).text
    client.force_login(officer)

    answer = client.post(page_of(run, "approve"), {"approve-reference": str(run.request).lower()})
    waiting = client.get(page_of(run, "progress"))
    work()
    done = client.get(page_of(run, "progress"))

    client.force_login(recruiter)
    page = client.get(page_of(run))
    run.refresh_from_db()
    assert name in before
    assert answer.url == page_of(run)
    assert "hx-get" in waiting.text
    assert "HX-Refresh" not in waiting.headers
    assert done.headers["HX-Refresh"] == "true"
    assert run.state == ErasureRun.State.VERIFIED
    assert "nothing of the person was found" in page.text
    assert name not in page.text
    assert name not in client.get(reverse("admin:privacy_rightsrequest_changelist")).text


@pytest.mark.requirement("ACC-05")
def test_proposer_cannot_approve(client, officer):
    run = make_run(by=officer)
    client.force_login(officer)

    answer = client.post(page_of(run, "approve"), {"approve-reference": str(run.request)})

    assert answer.status_code == 422
    assert "A second person must approve it" in answer.text
    assert ErasureRun.objects.get().state == ErasureRun.State.PROPOSED


def test_approval_with_a_wrong_reference_keeps_what_was_typed(client, recruiter, officer):
    run = make_run(by=recruiter)
    client.force_login(officer)

    answer = client.post(page_of(run, "approve"), {"approve-reference": "DSR-2020-0001"})

    assert answer.status_code == 422
    assert 'value="DSR-2020-0001"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not Job.objects.filter(kind="erasure.run").exists()


def test_plan_that_keeps_more_than_it_said_is_renewed_before_it_is_approved(client, recruiter, officer):
    candidate = make_candidate()
    run = make_run(candidate, by=recruiter)
    term = {"started_on": date(2024, 1, 1), "ended_on": date(2024, 6, 30)}
    record_employment(candidate, employer=ensure_controller(), by=None, **term)
    client.force_login(officer)

    shown = client.get(page_of(run))
    refused = client.post(page_of(run, "approve"), {"approve-reference": str(run.request)})
    client.force_login(recruiter)
    client.post(page_of(run, "renew"))
    client.force_login(officer)
    page = client.get(page_of(run))
    approved = client.post(page_of(run, "approve"), {"approve-reference": str(run.request)})

    assert "Renew the plan" in shown.text
    assert "Approve and erase" not in shown.text
    assert refused.status_code == 422
    assert "until December 31, 2031" in page.text or "until 31 December 2031" in page.text
    assert approved.status_code == 302


def test_officer_withdraws_an_erasure(client, recruiter, officer):
    run = make_run(by=recruiter)
    client.force_login(officer)

    client.post(page_of(run, "withdraw"), {"withdraw-reference": str(run.request)})

    run.refresh_from_db()
    assert (run.state, run.request.state) == ("cancelled", "withdrawn")


def test_page_warns_of_a_legal_hold(client, recruiter, officer):
    candidate = make_candidate()
    run = make_run(candidate, by=recruiter)
    place_hold(candidate.pk, SubjectKind.CANDIDATE, matter="Z-1", reason="loopt nog", by=officer)
    client.force_login(officer)

    assert "A legal hold is open" in client.get(page_of(run)).text


@pytest.mark.requirement("ERASE-08")
def test_officer_settles_a_possible_trace_and_closes_the_erasure(client, recruiter, officer):
    candidate = make_candidate(phone="+31612345678")
    make_candidate(phone="+31612345678")
    run = make_run(candidate, by=recruiter)
    client.force_login(officer)
    client.post(page_of(run, "approve"), {"approve-reference": str(run.request)})
    work()

    shown = client.get(page_of(run)).text
    for finding in ResidueFinding.objects.all():
        client.post(page_of(run, "settle"), {"finding": str(finding.pk), "outcome": "other_person"})

    run.refresh_from_db()
    assert "Candidates: telephone" in shown
    assert "+31612345678" not in shown
    assert run.state == ErasureRun.State.VERIFIED


DEEDS = ("approve", "renew", "withdraw", "settle")
OPEN, REFUSED = {200, 302, 422}, {403}


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("role", "may_see", "may_do"),
    [
        (Role.RECRUITER, True, {"renew"}),
        (Role.CONSULTANT, False, set()),
        (Role.PRIVACY_OFFICER, True, set(DEEDS)),
        (Role.FINANCE, False, set()),
        (Role.ADMINISTRATOR, True, {"approve"}),
    ],
)
def test_pages_of_an_erasure_open_for_a_role_as_the_matrix_says(client, recruiter, role, may_see, may_do):
    candidate = make_candidate()
    run = make_run(candidate, by=recruiter)
    client.force_login(make_user(role))
    pages = [page_of(run), page_of(run, "progress"), reverse("admin:privacy_erasurerun_changelist")]

    seen = {client.get(page).status_code for page in pages}
    done = {deed for deed in DEEDS if client.post(page_of(run, deed)).status_code in OPEN}
    opened = client.get(erase_page(candidate)).status_code

    assert seen == ({200} if may_see else REFUSED)
    assert done == may_do
    assert opened == (200 if role in {Role.RECRUITER, Role.PRIVACY_OFFICER} else 403)


def test_deed_opened_by_a_link_does_nothing(client, recruiter, officer):
    run = make_run(by=recruiter)
    client.force_login(officer)

    answer = client.get(page_of(run, "approve"))

    assert answer.url == page_of(run)
    assert ErasureRun.objects.get().state == ErasureRun.State.PROPOSED


@pytest.mark.parametrize("model", ["rightsrequest", "erasurerun"])
def test_list_costs_the_same_for_one_request_and_for_twelve(client, recruiter, officer, model):
    client.force_login(officer)
    address = reverse(f"admin:privacy_{model}_changelist")
    make_run(by=recruiter)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _number in range(11):
        make_run(by=recruiter)

    with CaptureQueriesContext(connection) as many:
        page = client.get(address)

    assert page.text.count("DSR-") >= 12
    assert len(many) == len(one)
    assert len(many) <= 12


def test_pages_of_requests_name_nobody_in_addresses(client, recruiter):
    candidate = make_candidate(family_name="Zwaluwenburg")
    run = make_run(candidate, by=recruiter)
    client.force_login(recruiter)

    listed = client.get(reverse("admin:privacy_rightsrequest_changelist"))
    page = client.get(reverse("admin:privacy_rightsrequest_change", args=[run.request.pk]))

    assert "Zwaluwenburg" in listed.text
    assert "Zwaluwenburg" in page.text
    assert not [line for line in page.text.split('href="') if "zwaluwenburg" in line.split('"')[0].lower()]
    assert page.headers["Cache-Control"].count("no-store") == 1


@pytest.mark.requirement("SEC-01")
def test_pages_of_requests_name_a_person_to_roles_that_see_names_alone(client, recruiter, officer):
    candidate = make_candidate(family_name="Zwaluwenburg")
    run = make_run(candidate, by=recruiter)
    client.force_login(officer)

    pages = [client.get(page_of(run)).text, client.get(reverse("admin:privacy_rightsrequest_changelist")).text]

    assert all(str(candidate) in page and "Zwaluwenburg" not in page for page in pages)
