"""The quick log as a page: what it records, what it refuses, and that what was typed is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.testing import bsn_of, make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant, Task
from cluster_crm.people.tests.test_interactions import make_person
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
LOG = "/admin/people/interaction/add/"


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, language="en")
    client.force_login(user)
    return user


def answers(person, **fields):
    given = {"person": str(person), "kind": "call", "direction": "inbound", "text": "Asked about the vacancy"}
    return given | {"is_about_service": "on", "key": str(uuid4())} | fields


def codes(answer):
    return {name: [error.code for error in found] for name, found in answer.context["form"].errors.as_data().items()}


def test_call_is_recorded_with_what_comes_next(client, recruiter):
    candidate, today = make_candidate(), timezone.localdate()

    answer = client.post(LOG, answers(candidate, next_text="Send the description", next_on=today.isoformat()))

    interaction = Interaction.objects.get()
    assert answer.url == reverse("admin:candidates_candidate_change", args=[candidate.pk])
    assert (interaction.created_by, interaction.event) == (recruiter, "conversation")
    assert InteractionNote.objects.get().text == "Asked about the vacancy"
    assert (Task.objects.get().assigned_to, Task.objects.get().due_on) == (recruiter, today)


def test_form_sent_twice_records_once(client, recruiter):
    given = answers(make_candidate())

    client.post(LOG, given)
    client.post(LOG, given)

    assert (Interaction.objects.count(), InteractionNote.objects.count()) == (1, 1)


@pytest.mark.requirement("RET-06")
def test_note_is_among_ourselves(client, recruiter):
    client.post(LOG, answers(make_candidate(), kind="note", direction="outbound"))

    assert Interaction.objects.get().direction == Interaction.Direction.INTERNAL


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"person": "C-999999"}, {"person": ["unknown"]}),
        ({"happened_at": "2999-01-05T10:00"}, {"happened_at": ["in_future"]}),
        ({"next_on": "2999-01-05"}, {"next_text": ["required"]}),
        ({"next_text": "Call"}, {"next_on": ["required"]}),
        ({"next_text": "Call", "next_on": "2020-01-05"}, {"next_on": ["in_past"]}),
        ({"kind": "note", "text": ""}, {"text": ["required"]}),
        ({"text": f"Number {bsn_of('log')}"}, {"text": ["bsn"]}),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, recruiter, fields, wrong):
    answer = client.post(LOG, answers(make_candidate(), kind="email") | fields)

    assert (answer.status_code, codes(answer)) == (422, wrong)
    assert "<title>Error:" in answer.text
    assert (fields.get("text") or "Asked about the vacancy") in answer.text or fields.get("text") == ""
    assert not Interaction.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_refused_and_his_page_offers_no_log(client, recruiter):
    candidate = make_candidate()
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = client.post(LOG, answers(candidate))
    page = client.get(reverse("admin:candidates_candidate_change", args=[candidate.pk]))

    assert (answer.status_code, codes(answer)) == (422, {"person": ["restricted"]})
    assert 'id="quick-log"' not in page.text


@pytest.mark.requirement("GLO-07")
@pytest.mark.requirement("USE-EM-01")
@pytest.mark.parametrize(
    ("kind", "reason"), [(SubjectKind.REFEREE, "data_update"), (SubjectKind.EMERGENCY_CONTACT, "emergency")]
)
def test_who_was_only_named_is_logged_with_a_reason_and_without_text(client, recruiter, kind, reason):
    person = make_person(kind)

    page = client.get(f"{LOG}?person={person}")
    without = client.post(LOG, answers(person, text=""))
    with_text = client.post(LOG, answers(person, reason=reason))
    client.post(f"{LOG}?person={person}", answers(person, text="", reason=reason))

    assert "id_reason" in page.text
    assert 'name="text"' not in page.text
    assert (codes(without), codes(with_text)) == ({"reason": ["required"]}, {"text": ["no_text"]})
    assert InteractionParticipant.objects.get().reason == reason


@pytest.mark.requirement("SEC-01")
def test_role_logs_only_with_whom_it_deals(client):
    client.force_login(make_user(Role.CONSULTANT))
    person = make_person(SubjectKind.EMERGENCY_CONTACT)

    answer = client.post(LOG, answers(person, text="", reason="emergency"))

    assert (answer.status_code, codes(answer)) == (422, {"person": ["not_for_role"]})
    client.force_login(make_user(Role.FINANCE))
    assert client.get(LOG).status_code == 403


def test_moment_that_is_left_open_is_now(client, recruiter):
    before = timezone.now()

    client.post(LOG, answers(make_candidate(), happened_at=""))

    assert before <= Interaction.objects.get().happened_at <= timezone.now() + timedelta(seconds=1)
