"""The preference centre: what a person sees, what he changes, and that it holds at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from candidates.testing_named import make_emergency_contact, make_referee
from clients.testing import make_client_contact
from privacy.actions.consents import record_consent
from privacy.actions.grounds import record_ground
from privacy.actions.objections import object_to_marketing
from privacy.actions.preferences import HIMSELF, pause_until, preferences_of
from privacy.actions.restriction import restrict
from privacy.actions.sending import may_send
from privacy.actions.text_versions import publish_draft, save_draft, start_draft
from privacy.exceptions import GuardianNeeded
from privacy.models import ConsentEvent, LegalText, Objection, PersonPreference, RightsRequest, SuppressionEntry
from privacy.sending import SendCode
from privacy.testing import make_policy
from privacy.tests.visiting import MINE, answers_on, enter, save
from privacy.texts import Wording
from privacy.vocabulary import Channel, Ground, Purpose, Right, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE, EMAIL = SubjectKind.CANDIDATE, Channel.EMAIL
NEWS = "candidate-dm_other-email"
JOBS = "candidate-dm_recruit-email"


@pytest.fixture
def noor(client):
    """A candidate who applied and did not use the opt-out, on her own page."""
    make_policy(published_at=timezone.now())
    candidate = make_candidate()
    record_ground(
        candidate.pk, CANDIDATE, ground=Ground.APPLICATION, channel=EMAIL, opt_out_offered=True,
        on=timezone.localdate(),
    )  # fmt: skip
    enter(client, candidate.pk)
    return candidate


def code(person, purpose, channel=EMAIL, kind=CANDIDATE) -> SendCode:
    return may_send(person.pk, kind, purpose, channel).code


@pytest.mark.requirement("CONS-02")
def test_page_shows_each_purpose_and_channel_as_it_stands_with_the_reason(client, noor):
    page = client.get(MINE).text

    stands = answers_on(page)
    assert (stands[NEWS], stands[JOBS]) == ("no", "yes")
    assert "Alleen als u zelf ja zegt." in page
    assert "U hebt bij ons gesolliciteerd of zich ingeschreven en maakte toen geen bezwaar." in page


@pytest.mark.requirement("CONS-01", "LAW-03")
def test_no_question_comes_with_a_yes_that_the_person_did_not_give(client):
    make_policy(published_at=timezone.now())
    enter(client, make_candidate().pk)

    stands = answers_on(client.get(MINE).text)

    asked = {name: value for name, value in stands.items() if name.startswith("candidate-")}
    assert {NEWS, JOBS, "candidate-job_alert-email"} <= set(asked)
    assert {name: value for name, value in asked.items() if value == "yes"}.keys() <= {
        f"candidate-{purpose}-email"
        for purpose in ("role_contact", "survey")  # legitimate interests, not consent
    }


@pytest.mark.requirement("CONS-01", "CONS-03", "CONS-04")
def test_yes_is_a_consent_to_the_text_on_the_page_and_holds_at_once(client, noor):
    answer = save(client, **{NEWS: "yes"})

    event = ConsentEvent.objects.get()
    text = LegalText.objects.get(code="consent.dm_other", language="nl")
    assert (event.purpose, event.channel, event.action, event.method) == (
        "dm_other",
        "email",
        "given",
        "preference_centre",
    )
    assert (event.text, event.language, event.policy_version_id is not None) == (text, "nl", True)
    assert event.expires_on > timezone.localdate()
    assert "Nieuws, onderzoeken, uitnodigingen en acties: e-mail" in answer.text
    assert code(noor, Purpose.DM_OTHER) == SendCode.OPTIN
    assert code(noor, Purpose.DM_OTHER, Channel.PHONE) != SendCode.OPTIN


@pytest.mark.requirement("LAW-03", "MKT-06", "RIGHT-WITHDR-01")
def test_taking_back_takes_what_giving_took(client, noor):
    save(client, **{NEWS: "yes"})

    save(client, **{NEWS: "no"})

    assert code(noor, Purpose.DM_OTHER) == SendCode.WITHDRAWN
    assert [event.action for event in ConsentEvent.objects.order_by("recorded_at")] == ["given", "withdrawn"]


@pytest.mark.requirement("RIGHT-OBJ-03", "LAW-14", "CONTACT-02")
def test_no_to_what_needs_no_consent_is_an_objection_to_just_that(client, noor):
    answer = save(client, **{JOBS: "no"})

    objection = Objection.objects.get()
    assert (objection.purpose, objection.channel, objection.method) == ("dm_recruit", "email", "preference_centre")
    assert code(noor, Purpose.DM_RECRUIT) == SendCode.OBJECTED
    assert SuppressionEntry.objects.filter(purpose="dm_recruit", channel="email").exists()
    assert answers_on(client.get(MINE).text)[JOBS] == "no"
    assert "Ander werk" in answer.text


@pytest.mark.requirement("CONS-02")
def test_own_yes_lifts_the_own_objection(client, noor):
    save(client, **{JOBS: "no"})

    save(client, **{JOBS: "yes"})

    assert code(noor, Purpose.DM_RECRUIT) == SendCode.OPTIN


@pytest.mark.requirement("MKT-11", "AMB-31")
def test_stop_everything_is_one_click(client, noor):
    save(client, **{NEWS: "yes", "candidate-job_alert-email": "yes"})

    answer = client.post(f"{MINE}stop/", follow=True)

    assert answer.status_code == 200
    assert "Alles is gestopt" in answer.text
    assert {code(noor, purpose) for purpose in (Purpose.DM_OTHER, Purpose.DM_RECRUIT, Purpose.JOB_ALERT)} == {
        SendCode.OBJECTED
    }
    assert code(noor, Purpose.SERVICE) == SendCode.SERVICE
    stands = answers_on(client.get(MINE).text)
    assert {stands[name] for name in (NEWS, JOBS, "candidate-job_alert-email")} == {"no"}


@pytest.mark.requirement("GEN-08")
def test_pause_language_and_sharing_are_kept_and_said(client, noor):
    day = timezone.localdate() + timedelta(days=30)

    answer = save(client, paused_until=day.isoformat(), language="en", group="no", optional="yes")

    row = PersonPreference.objects.get()
    assert (row.paused_until, row.language, row.shares_with_group, row.shares_with_optional) == (day, "en", False, True)
    assert "Bedrijven van onze groep" in answer.text
    assert code(noor, Purpose.DM_RECRUIT) == SendCode.PAUSED
    assert answers_on(client.get(MINE).text)[JOBS] == "yes"
    assert "U koos een pauze" in client.get(MINE).text
    assert set(PersonPreference.history.values_list("history_change_reason", flat=True)) == {HIMSELF}


def test_empty_day_ends_the_pause(client, noor):
    pause_until(noor.pk, timezone.localdate() + timedelta(days=3))

    save(client, paused_until="")

    assert preferences_of(noor.pk).paused_until is None


def test_what_is_sent_twice_is_done_once(client, noor):
    first = answers_on(client.get(MINE).text) | {NEWS: "yes", "group": "no"}

    answers = [client.post(MINE, first, follow=True) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert ConsentEvent.objects.count() == 1
    assert PersonPreference.history.count() == 1


def test_saving_without_a_change_changes_nothing(client, noor):
    answer = save(client)

    assert "Er is niets veranderd" in answer.text
    assert not ConsentEvent.objects.exists()
    assert not Objection.objects.exists()
    assert not PersonPreference.objects.exists()


@pytest.mark.requirement("CONS-03")
def test_old_page_brings_nothing_back(client, noor):
    old = answers_on(client.get(MINE).text)
    object_to_marketing(noor.pk, method="spoken", language="nl")

    client.post(MINE, old | {"language": "en"})

    assert code(noor, Purpose.DM_RECRUIT) == SendCode.OBJECTED
    assert not ConsentEvent.objects.exists()
    assert preferences_of(noor.pk).language == "en"


@pytest.mark.requirement("CONS-03")
@pytest.mark.parametrize("forged", ["", "on", "true", "YES", "yes\x00", "<b>"])
def test_consent_that_is_no_clear_yes_is_refused(client, noor, forged):
    answer = save(client, **{NEWS: forged})

    assert answer.status_code == 422
    assert "<title>Fout: " in answer.text
    assert not ConsentEvent.objects.exists()


@pytest.mark.requirement("CONS-01", "CONS-04")
def test_text_that_changed_while_the_page_was_open_is_read_before_a_yes_counts(client, noor):
    said = answers_on(client.get(MINE).text) | {NEWS: "yes"}
    draft = start_draft("consent.dm_other")
    save_draft("consent.dm_other", {name: Wording("Heel wat meer.", text.subject_line) for name, text in draft.items()})
    publish_draft("consent.dm_other")

    answer = client.post(MINE, said)

    assert (answer.status_code, ConsentEvent.objects.count()) == (422, 0)
    assert "Heel wat meer." in answer.text
    client.post(MINE, answers_on(answer.text))
    assert ConsentEvent.objects.get().text.version == 2


@pytest.mark.requirement("LAW-04")
def test_somebody_under_sixteen_says_no_yes_in_any_role(client):
    make_policy(published_at=timezone.now())
    contact = make_candidate()
    Candidate.objects.filter(pk=contact.pk).update(birth_date=timezone.localdate() - timedelta(days=15 * 365))
    make_client_contact(data_subject=contact.data_subject, email="work@example.org")
    enter(client, contact.pk)

    stands = answers_on(client.get(MINE).text)

    assert not any(name.startswith("text-") for name in stands)
    with pytest.raises(GuardianNeeded):
        record_consent(
            contact.pk, SubjectKind.CLIENT_CONTACT, purpose=Purpose.DM_OTHER, channel=EMAIL, text_version="1",
            method=ConsentEvent.Method.SPOKEN, is_affirmed=True,
        )  # fmt: skip


@pytest.mark.requirement("LAW-04")
def test_yes_in_one_role_carries_nothing_once_another_role_says_that_the_person_is_under_sixteen():
    make_policy(published_at=timezone.now())
    person = make_candidate()
    make_client_contact(data_subject=person.data_subject, email="work@example.org")
    asked = (person.pk, SubjectKind.CLIENT_CONTACT, Purpose.DM_OTHER, EMAIL)
    record_consent(
        person.pk, SubjectKind.CLIENT_CONTACT, purpose=Purpose.DM_OTHER, channel=EMAIL, text_version="1",
        method=ConsentEvent.Method.SPOKEN, is_affirmed=True,
    )  # fmt: skip
    before = may_send(*asked).code

    Candidate.objects.filter(pk=person.pk).update(birth_date=timezone.localdate() - timedelta(days=15 * 365))

    assert (before, may_send(*asked).code) == (SendCode.OPTIN, SendCode.OPTIN_REQUIRED)


@pytest.mark.requirement("RIGHT-WITHDR-01")
def test_yes_to_adverts_shows_and_is_taken_back_whatever_the_browser_allows(client, noor):
    name = "candidate-ads-adplatform"
    save(client, **{name: "yes"})
    stands = answers_on(client.get(MINE).text)[name]

    save(client, **{name: "no"})

    assert stands == "yes"
    assert list(ConsentEvent.objects.order_by("pk").values_list("action", flat=True)) == ["given", "withdrawn"]


def test_purpose_that_was_not_offered_is_not_taken(client, noor):
    save(client, **{"candidate-success_story-onsite": "yes", "client_contact-dm_other-email": "yes", "x": "yes"})

    assert not ConsentEvent.objects.exists()


@pytest.mark.parametrize("day", ["yesterday", "2020-01-01", "9999-12-31", "31-12-2027x"])
def test_wrong_day_is_said_and_all_answers_are_kept(client, noor, day):
    answer = save(client, **{"paused_until": day, NEWS: "yes", "group": "no"})

    assert answer.status_code == 422
    stands = answers_on(answer.text)
    assert (stands["paused_until"], stands[NEWS], stands["group"]) == (day, "yes", "no")
    assert not ConsentEvent.objects.exists()
    assert not PersonPreference.objects.exists()


@pytest.mark.requirement("CONS-02")
def test_emergency_contact_is_asked_nothing_and_referee_only_for_his_own_yes(client):
    make_policy(published_at=timezone.now())
    emergency, referee = make_emergency_contact(email="em@example.org"), make_referee(email="re@example.org")
    enter(client, emergency.pk)
    asked = answers_on(client.get(MINE).text)
    other = Client()
    enter(other, referee.pk)

    stands = answers_on(other.get(MINE).text)
    assert [name for name in asked if name.startswith("emergency")] == []
    assert {"group", "optional", "language", "paused_until"} <= set(asked)
    assert {value for name, value in stands.items() if name.startswith("referee-")} == {"no"}


@pytest.mark.requirement("CONS-02")
def test_person_of_two_roles_chooses_in_each(client):
    make_policy(published_at=timezone.now())
    candidate = make_candidate()
    make_client_contact(data_subject=candidate.data_subject, email="work@example.org")
    enter(client, candidate.pk)

    stands = answers_on(client.get(MINE).text)

    assert {name.partition("-")[0] for name in stands if "-" in name} >= {"candidate", "client_contact"}
    assert not any(name.startswith("client_contact-job_alert") for name in stands)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_still_chooses(client, noor):
    restrict(noor.pk, CANDIDATE, ground="R1", by=None)

    page = client.get(MINE).text
    save(client, **{JOBS: "no"})

    assert "Het gebruik van deze gegevens is beperkt" in page
    assert Objection.objects.filter(purpose="dm_recruit").exists()


@pytest.mark.parametrize("part", ["", "data/", "recipients/", "consents/", "rights/"])
def test_nobody_sees_a_page_without_a_visit(client, part):
    answer = client.get(MINE + part)

    assert (answer.status_code, answer.url) == (302, "/nl/privacy/choices/")


@pytest.mark.requirement("RIGHT-GEN-01", "CONTACT-01")
@pytest.mark.parametrize("right", ["rectification", "erasure", "restriction", "portability"])
def test_right_is_filed_with_its_day_and_once(client, noor, right):
    answers = [client.post(f"{MINE}rights/{right}/", follow=True) for _time in range(2)]

    request = RightsRequest.objects.get()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert str(request) in answers[0].text
    assert (request.channel, request.data_subject_id) == ("form", noor.pk)
    assert [(item.right, item.subject_kind) for item in request.items.all()] == [(right, "candidate")]


def test_right_that_is_not_asked_here_is_not_filed(client, noor):
    statuses = [client.post(f"{MINE}rights/{right}/").status_code for right in (Right.ACCESS, "x", "%3Cb%3E")]

    assert statuses == [404, 404, 404]
    assert not RightsRequest.objects.exists()


@pytest.mark.requirement("GEN-07", "RIGHT-COMPL-01")
def test_page_of_rights_leads_to_the_supervisor(client, noor, settings):
    page = client.get(f"{MINE}rights/").text

    assert settings.CRM_AUTHORITY_URL in page
    assert settings.CRM_AUTHORITY_PHONE in page
    assert settings.CRM_CONTROLLER_MAILBOX in page
