"""The facts of real rows, and how many statements they take."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from clients.testing import make_client_contact
from cluster_crm.mail.models import UndeliverableAddress
from privacy.actions.consents import record_consent
from privacy.actions.grounds import record_ground
from privacy.actions.holds import place_hold
from privacy.actions.messages import queue_message
from privacy.actions.objections import object_to_marketing, record_death, stop_everything
from privacy.actions.preferences import pause_until
from privacy.actions.sending import ASKED_OF_PEOPLE, explain, may_send, may_send_many
from privacy.actions.suppression import suppress
from privacy.exceptions import GroundNotProved
from privacy.models import (
    CatalogueEntry,
    ConsentEvent,
    LegitimateInterestsAssessment,
    Objection,
    RetentionClock,
    SuppressionEntry,
)
from privacy.sending import SendCode
from privacy.testing import make_actor, make_policy
from privacy.vocabulary import Channel, Ground, Identifier, Purpose, Source, SubjectKind

CANDIDATE, EMAIL, DM = SubjectKind.CANDIDATE, Channel.EMAIL, Purpose.DM_RECRUIT
TODAY = timezone.localdate()

pytestmark = pytest.mark.django_db


def applicant(**fields):
    candidate = make_candidate(**fields)
    record_ground(
        candidate.pk, CANDIDATE, ground=Ground.APPLICATION, channel=EMAIL, opt_out_offered=True, on=candidate_day()
    )
    return candidate


def candidate_day():
    return timezone.localdate()


def code(candidate, purpose=DM, channel=EMAIL, **how):
    return may_send(candidate.pk, CANDIDATE, purpose, channel, **how).code


@pytest.mark.requirement("MKT-04", "CONS-05")
def test_soft_opt_in_is_computed_from_an_application_with_an_opt_out(settings):
    candidate = applicant()

    by_address = code(candidate, address=candidate.email.upper())
    settings.CRM_SOFT_OPT_IN_CANDIDATES = False

    assert (by_address, code(candidate)) == (SendCode.SOFT, SendCode.OPTIN_REQUIRED)


def test_nobody_is_reached_at_an_address_that_is_not_his_own_or_came_back():
    candidate = applicant()
    strangers = code(candidate, Purpose.SERVICE, address="somebody.else@example.org")
    UndeliverableAddress.objects.create(
        data_subject_id=candidate.pk, subject_kind=CANDIDATE, address=candidate.email, bounced_at=timezone.now()
    )

    assert (strangers, code(candidate), code(candidate, Purpose.SERVICE)) == (SendCode.UNVERIFIED,) * 3


@pytest.mark.requirement("LAW-53")
def test_death_ends_every_message_to_the_whole_person():
    candidate, officer = applicant(), make_actor()
    record_death(candidate.pk, heard_on=TODAY, by=officer)
    record_death(candidate.pk, heard_on=TODAY, by=officer)

    assert (code(candidate), code(candidate, Purpose.SERVICE)) == (SendCode.GONE, SendCode.GONE)


@pytest.mark.requirement("RET-02")
def test_term_and_hold_are_asked():
    candidate = applicant()
    RetentionClock.objects.filter(data_subject=candidate.pk).update(
        collected_on=date(2020, 1, 1), contact_on=None, anchor_on=date(2020, 1, 1), retain_until=date(2022, 1, 1)
    )

    past = code(candidate)
    place_hold(candidate.pk, CANDIDATE, matter="M-1", reason="Claim", by=make_actor())

    assert (past, code(candidate)) == (SendCode.RETENTION, SendCode.HOLD_ONLY)


def test_pause_is_asked():
    candidate = applicant()

    pause_until(candidate.pk, TODAY + timedelta(days=3))

    assert code(candidate) == SendCode.PAUSED


@pytest.mark.requirement("LB-01")
def test_interest_that_nobody_weighed_carries_nothing():
    candidate = applicant()
    before = code(candidate, Purpose.SURVEY)

    CatalogueEntry.objects.filter(subject_kind=CANDIDATE).update(is_active=False)
    LegitimateInterestsAssessment.objects.filter(purpose=Purpose.SURVEY)
    after = code(candidate, Purpose.SURVEY)

    assert (before, after) == (SendCode.LI, SendCode.OPTIN_REQUIRED)


@pytest.mark.requirement("LAW-12", "MKT-08")
def test_objection_bars_all_addresses_of_the_person_and_the_second_one_everything():
    candidate = applicant(phone="+31612345678")
    how = {"method": "unsubscribe_link", "language": "nl"}

    object_to_marketing(candidate.pk, purpose=DM, channel=EMAIL, **how)
    first = set(SuppressionEntry.objects.values_list("identifier", "purpose", "channel", "reason"))
    others = code(candidate, Purpose.SURVEY)
    second = object_to_marketing(candidate.pk, purpose=DM, channel=EMAIL, **how)

    assert first == {("email", DM, EMAIL, "unsubscribed")}
    assert (others, second.purpose, second.channel) == (SendCode.LI, "", "")
    assert set(SuppressionEntry.objects.filter(purpose="").values_list("identifier", "channel")) == {
        ("email", ""),
        ("phone", ""),
    }
    assert code(candidate, Purpose.SURVEY) == SendCode.OBJECTED


@pytest.mark.requirement("AMB-31")
def test_stop_everything_takes_the_alerts_along():
    candidate = applicant()

    stop_everything(candidate.pk, method="preference_centre", language="nl")

    assert code(candidate, Purpose.JOB_ALERT) == SendCode.OBJECTED
    assert set(SuppressionEntry.objects.values_list("purpose", flat=True)) == {"", Purpose.JOB_ALERT}
    assert Objection.objects.get().subject_kind == CANDIDATE


@pytest.mark.requirement("MKT-10")
def test_published_address_needs_the_page_on_which_it_stands():
    contact = make_client_contact()
    asked = (contact.pk, SubjectKind.CLIENT_CONTACT)
    published = {"ground": Ground.PUBLISHED_ADDRESS, "channel": EMAIL, "opt_out_offered": False, "on": TODAY}

    with pytest.raises(GroundNotProved):
        record_ground(*asked, **published)
    record_ground(*asked, **published, evidence="https://bakkerij.example.com/contact")

    assert may_send(*asked, DM, EMAIL).code in {SendCode.B2B, SendCode.OPTIN_REQUIRED}


@pytest.mark.requirement("LAW-05")
def test_report_of_returned_mail_keeps_nobody_from_his_rights():
    candidate = applicant()
    UndeliverableAddress.objects.create(
        data_subject_id=candidate.pk, subject_kind=CANDIDATE, address=candidate.email, bounced_at=timezone.now()
    )

    answer = queue_message(
        candidate.pk, CANDIDATE, to_address=candidate.email, subject_line="x", body="y", language="nl",
        purpose=Purpose.RIGHTS_REQUEST,
    )  # fmt: skip

    assert (answer.state, code(candidate)) == ("queued", SendCode.UNVERIFIED)


@pytest.mark.requirement("MKT-07")
def test_whoever_is_barred_stays_so_under_a_new_address():
    candidate = applicant()
    suppress(Identifier.EMAIL, candidate.email, reason=SuppressionEntry.Reason.UNSUBSCRIBED)
    before = code(candidate)

    Candidate.objects.filter(pk=candidate.pk).update(email="new@example.org")  # by staff, an import or himself
    after = code(candidate)
    record_consent(
        candidate.pk, CANDIDATE, purpose=DM, channel=EMAIL, method=ConsentEvent.Method.SPOKEN, is_affirmed=True,
        text_version="1", language="nl", policy_version=make_policy(),
    )  # fmt: skip

    assert (before, after, code(candidate)) == (SendCode.SUPPRESSED, SendCode.SUPPRESSED, SendCode.OPTIN)


def test_many_are_decided_in_the_statements_of_one(django_assert_max_num_queries):
    people = [applicant(source=Source.APPLICATION).pk for _number in range(4)]

    with django_assert_max_num_queries(24) as one:
        may_send_many(people[:1], CANDIDATE, DM, EMAIL)
    with django_assert_max_num_queries(len(one.captured_queries)):
        decided = may_send_many(people, CANDIDATE, DM, EMAIL)
    with django_assert_max_num_queries(len(one.captured_queries)):
        explained = explain(people[0], CANDIDATE)

    assert {person: decision.code for person, decision in decided.items()} == dict.fromkeys(people, SendCode.SOFT)
    assert set(explained) == {(purpose, channel) for purpose in ASKED_OF_PEOPLE for channel in Channel}
    assert explained[DM, EMAIL].code == SendCode.SOFT
