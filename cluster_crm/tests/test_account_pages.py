"""The page "What may we do" of each kind of person, and the receipts of what people said (LAW-01, ui guide 5.6)."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from candidates.testing_named import make_referee
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from privacy.actions.consents import record_consent
from privacy.actions.objections import object_to_marketing
from privacy.actions.person_account import WHAT_CHANGES_IT, account_of
from privacy.actions.policy import publish_policy
from privacy.actions.restriction import restrict
from privacy.actions.sending import may_send
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
    assert said["given_at"] == event.recorded_at.isoformat()
    assert kept.headers["content-disposition"] == f'attachment; filename="{event}.json"'
    assert "no-store" in kept.headers["cache-control"]


def test_receipt_of_somebody_else_is_not_found_under_this_person(recruiter):
    event = say_yes(make_candidate())

    assert recruiter.get(page(make_candidate(), "receipt", event.pk)).status_code == 404
    assert Candidate.objects.count() == 2


def say(client, person, **fields):
    said = {
        "act": "consent",
        "purpose": "dm_other",
        "channel": "email",
        "method": "spoken",
        "evidence": "call 7",
        "received_on": "2026-01-05",
        "language": "nl",
        "text_version": "paper 3",
        "is_affirmed": "on",
    }
    return client.post(page(person, "statement"), said | fields)


@pytest.mark.requirement("CONTACT-01", "CONS-03", "CONS-04")
def test_what_was_said_by_telephone_is_logged_with_its_day_and_never_dated_back(recruiter):
    publish_policy(make_policy())
    candidate = make_candidate()
    before = timezone.now()

    answers = [say(recruiter, candidate), say(recruiter, candidate, act="withdrawal", evidence="")]

    assert [answer.status_code for answer in answers] == [302, 302]
    events = list(ConsentEvent.objects.order_by("pk"))
    assert [(event.action, event.method, event.evidence) for event in events] == [
        ("given", "spoken", "call 7 (received on 05-01-2026)"),
        ("withdrawn", "spoken", "received on 05-01-2026"),
    ]
    assert all(event.recorded_at >= before for event in events)
    assert may_send(candidate.pk, CANDIDATE, Purpose.DM_OTHER, Channel.EMAIL).code == SendCode.WITHDRAWN


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize("stop", ["objection", "withdrawal"])
def test_yes_from_before_lifts_nothing_that_was_stopped_since(recruiter, stop):
    publish_policy(make_policy())
    candidate = make_candidate()
    say(recruiter, candidate, act=stop)

    late, again = say(recruiter, candidate), say(recruiter, candidate, received_on=str(timezone.localdate()))

    assert (late.status_code, again.status_code) == (422, 302)
    assert "only a later yes counts" in late.text
    assert may_send(candidate.pk, CANDIDATE, Purpose.DM_OTHER, Channel.EMAIL).code == SendCode.OPTIN


@pytest.mark.requirement("CONS-03", "CONS-01")
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"is_affirmed": ""}, {"is_affirmed"}),
        ({"channel": ""}, {"channel"}),
        ({"channel": "adplatform"}, {"channel"}),
        ({"purpose": ""}, {"purpose"}),
        ({"evidence": ""}, {"evidence"}),
        ({"purpose": "success_story"}, {"purpose"}),
        ({"received_on": "2999-01-01"}, {"received_on"}),
        ({"method": "box_ticked"}, {"method"}),
        ({"act": "objection", "purpose": "health"}, {"purpose"}),
        ({"act": ""}, {"act"}),
    ],
)
def test_statement_that_proves_nothing_is_sent_back_with_what_was_typed(recruiter, fields, wrong):
    publish_policy(make_policy())
    candidate = make_candidate()

    answer = say(recruiter, candidate, **fields)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == wrong
    assert "paper 3" in answer.text
    assert not ConsentEvent.objects.exists()


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize(
    ("fields", "stopped"),
    [
        ({"act": "objection", "purpose": "", "channel": ""}, {Purpose.DM_RECRUIT, Purpose.SURVEY}),
        ({"act": "objection", "purpose": "role_contact", "channel": ""}, {Purpose.ROLE_CONTACT}),
        ({"act": "stop"}, {Purpose.DM_RECRUIT, Purpose.SURVEY, Purpose.JOB_ALERT}),
    ],
)
def test_objection_by_telephone_acts_at_once(recruiter, fields, stopped):
    publish_policy(make_policy())
    candidate = make_candidate()

    answer = say(recruiter, candidate, **fields)

    codes = {purpose: may_send(candidate.pk, CANDIDATE, purpose, Channel.EMAIL).code for purpose in stopped}
    assert answer.status_code == 302
    assert codes == dict.fromkeys(stopped, SendCode.OBJECTED)


def test_restricted_person_can_stop_things_and_is_asked_for_no_consent(recruiter):
    publish_policy(make_policy())
    candidate = make_candidate()
    restrict(candidate.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    consent, objection = say(recruiter, candidate), say(recruiter, candidate, act="stop")

    assert (consent.status_code, objection.status_code) == (422, 302)
    assert not ConsentEvent.objects.exists()


def test_nobody_logs_for_a_person_whom_he_does_not_see(client):
    candidate = make_candidate()
    client.force_login(make_user(Role.FINANCE))

    assert say(client, candidate).status_code == 403
