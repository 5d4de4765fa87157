"""The page "What may we do" of each kind of person, and the receipts of what people said (LAW-01, ui guide 5.6)."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Candidate
from candidates.testing import make_candidate
from candidates.testing_named import make_referee
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from privacy.actions.consents import record_consent
from privacy.actions.objections import object_to_marketing
from privacy.actions.person_account import WHAT_CHANGES_IT, account_of
from privacy.actions.restriction import restrict
from privacy.models import ConsentEvent, Restriction
from privacy.sending import SendCode
from privacy.testing import make_policy
from privacy.vocabulary import Channel, Purpose, Role, Source, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("LAW-01")]
CANDIDATE = SubjectKind.CANDIDATE
Method = ConsentEvent.Method


def say_yes(person, purpose=Purpose.DM_OTHER, channel=Channel.EMAIL, **fields) -> ConsentEvent:
    defaults = {
        "method": Method.SIGNED_FORM,
        "is_affirmed": True,
        "text_version": "paper 3",
        "language": "nl",
        "policy_version": make_policy(),
        "evidence": "form 12",
    }
    return record_consent(person.pk, CANDIDATE, purpose=purpose, channel=channel, **defaults | fields)


def page(person, name="account", *of) -> str:
    return reverse(f"admin:{person._meta.app_label}_{person._meta.model_name}_{name}", args=[person.pk, *of])


@pytest.fixture
def recruiter(client):
    client.force_login(make_user(Role.RECRUITER, language="en"))
    return client


def test_every_answer_says_what_would_change_it():
    assert set(WHAT_CHANGES_IT) == set(SendCode)


def test_page_says_for_each_purpose_what_may_be_done_and_why_not(recruiter):
    candidate = make_candidate(source=Source.LINKEDIN)
    say_yes(candidate)

    shown = recruiter.get(page(candidate)).text
    answers = {each.purpose: each for each in account_of(candidate.pk, CANDIDATE).purposes}

    assert "What may be done, and why" in shown
    assert {answer.decision.code for answer in answers[Purpose.DM_RECRUIT].answers} <= {
        SendCode.NO_NOTICE,
        SendCode.UNVERIFIED,
        SendCode.OPTIN_REQUIRED,
    }
    assert [answer.channels for answer in answers[Purpose.SUCCESS_STORY].answers] == [(Channel.ONSITE,)]
    assert str(SendCode.NO_NOTICE.label) in shown
    assert str(WHAT_CHANGES_IT[SendCode.NO_NOTICE]) in shown
    assert "paper 3" in shown
    assert "form 12" in shown


def test_page_of_somebody_new_says_what_comes_next(recruiter):
    shown = recruiter.get(page(make_candidate())).text

    for words in ("not consented to anything yet", "No objection", "Nothing was sent yet", "Nobody outside the agency"):
        assert words in shown


@pytest.mark.requirement("MKT-07")
def test_suppression_is_shown_without_the_address(recruiter):
    candidate = make_candidate(email="zonnevlek@example.org", phone="+31612345678")
    object_to_marketing(candidate.pk, method=Method.SPOKEN, language="nl", evidence="call of Monday")

    shown = recruiter.get(page(candidate)).text

    assert "Suppressed: e-mail address" in shown
    assert "Suppressed: telephone number" in shown
    assert "call of Monday" in shown
    assert "zonnevlek" not in shown
    assert "31612345678" not in shown


def test_page_costs_the_same_for_little_and_for_much(recruiter):
    candidate = make_candidate()
    recruiter.get(page(candidate))
    with CaptureQueriesContext(connection) as little:
        recruiter.get(page(candidate))
    for purpose in (Purpose.DM_OTHER, Purpose.SURVEY, Purpose.ADS, Purpose.JOB_ALERT):
        say_yes(candidate, purpose)
        object_to_marketing(candidate.pk, purpose=Purpose.SURVEY, method=Method.WRITTEN, language="nl")

    with CaptureQueriesContext(connection) as much:
        recruiter.get(page(candidate))

    assert len(much) == len(little)
    assert len(little) <= 45


def test_restricted_person_is_read_and_the_page_says_so(recruiter):
    candidate = make_candidate()
    restrict(candidate.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    shown = recruiter.get(page(candidate)).text

    assert "they can be read, not changed or used" in shown
    assert str(SendCode.RESTRICTED.label) in shown


@pytest.mark.parametrize("make", [make_client_contact, make_referee])
def test_everybody_has_the_page(recruiter, make):
    person = make()

    assert recruiter.get(page(person)).status_code == 200


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.RECRUITER, 200), (Role.CONSULTANT, 200), (Role.PRIVACY_OFFICER, 200), (Role.FINANCE, 403)],
)
def test_page_and_receipt_open_for_who_deals_with_consents(client, role, status):
    candidate = make_candidate()
    event = say_yes(candidate)
    client.force_login(make_user(role))

    pages = [page(candidate), page(candidate, "receipt", event.pk), page(candidate, "receipt_json", event.pk)]

    assert [client.get(each).status_code for each in pages] == [status] * 3


@pytest.mark.requirement("CONS-04", "LAW-03")
def test_receipt_is_read_printed_and_kept_as_a_file(recruiter):
    candidate = make_candidate()
    event = say_yes(candidate)
    object_to_marketing(candidate.pk, method=Method.SPOKEN, language="nl")

    read = recruiter.get(page(candidate, "receipt", event.pk))
    kept = recruiter.get(page(candidate, "receipt_json", event.pk))

    assert str(event) in read.text
    said = json.loads(kept.content)
    assert (said["number"], said["person"], said["purpose"], said["channel"]) == (
        str(event),
        str(candidate),
        "dm_other",
        "email",
    )
    assert said["recorded_at"] == event.recorded_at.isoformat()
    assert kept.headers["content-disposition"] == f'attachment; filename="{event}.json"'
    assert "no-store" in kept.headers["cache-control"]


def test_receipt_of_somebody_else_is_not_found_under_this_person(recruiter):
    event = say_yes(make_candidate())

    assert recruiter.get(page(make_candidate(), "receipt", event.pk)).status_code == 404
    assert Candidate.objects.count() == 2
