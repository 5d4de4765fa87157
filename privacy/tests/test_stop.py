"""The link under marketing mail: what it stops, for whom, and what it tells to nobody."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from candidates.testing import make_candidate
from cluster_crm.tests.test_after_erasure import erase
from cluster_crm.tests.test_merge import merge
from privacy.actions.consents import record_consent
from privacy.actions.grounds import record_ground
from privacy.actions.messages import deliver, queue_message
from privacy.actions.preferences import pause_until
from privacy.actions.restriction import restrict
from privacy.actions.sending import may_send
from privacy.models import ConsentEvent, Message, Objection, Restriction, SuppressionEntry
from privacy.sealed_links import seal
from privacy.sending import SendCode
from privacy.testing import make_policy
from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind
from privacy.way_out import seal_way_out

CANDIDATE, EMAIL = SubjectKind.CANDIDATE, Channel.EMAIL
ONE_CLICK = {"List-Unsubscribe": "One-Click"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counts_begin_anew():
    cache.clear()


@pytest.fixture
def strict():
    """A client that holds the server to its tokens against forged forms."""
    return Client(enforce_csrf_checks=True)


def reader(**fields):
    """Somebody who gets everything: he applied, was offered the way out, and said yes to alerts and other marketing."""
    candidate, policy = make_candidate(**fields), make_policy()
    record_ground(
        candidate.pk,
        CANDIDATE,
        ground=Ground.APPLICATION,
        channel=EMAIL,
        opt_out_offered=True,
        on=timezone.localdate(),
    )
    for purpose in (Purpose.JOB_ALERT, Purpose.DM_OTHER):
        record_consent(
            candidate.pk, CANDIDATE, purpose=purpose, channel=EMAIL, method=ConsentEvent.Method.BOX_TICKED,
            text_version="1", language="nl", policy_version=policy, is_affirmed=True,
        )  # fmt: skip
    return candidate


def link_of(candidate, purpose=Purpose.DM_RECRUIT, language="en", address=""):
    with override(language):
        token = seal_way_out(candidate.pk, CANDIDATE, purpose, address or candidate.email)
        return reverse("privacy:stop", args=[token])


def codes(candidate):
    purposes = (Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.JOB_ALERT)
    return [may_send(candidate.pk, CANDIDATE, purpose, EMAIL).code.value for purpose in purposes]


def queue(candidate, purpose, body="y"):
    return queue_message(
        candidate.pk, CANDIDATE, to_address=candidate.email, subject_line="x", body=body, purpose=purpose,
        language="nl",
    )  # fmt: skip


EVERYTHING_GOES = ["SOFT", "OPTIN", "OPTIN"]


@pytest.mark.requirement("CONTACT-02", "MKT-06", "LAW-45")
def test_mail_program_stops_marketing_in_one_click_without_a_cookie_or_a_form(strict):
    candidate = reader()
    waiting = [queue(candidate, purpose) for purpose in (Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.JOB_ALERT)]
    before = codes(candidate)

    answer = strict.post(link_of(candidate), ONE_CLICK)

    states = [Message.objects.get(pk=message.pk).state for message in waiting]
    sent = [deliver(message.pk, send=lambda _message: None) for message in waiting]
    assert (answer.status_code, answer.cookies, before) == (200, {}, EVERYTHING_GOES)
    assert codes(candidate) == ["OBJECTED", "OBJECTED", "OPTIN"]
    assert states == ["cancelled", "cancelled", "queued"]
    assert [bool(message) for message in sent] == [False, False, True]


@pytest.mark.requirement("MKT-11", "AMB-31")
def test_link_under_an_alert_stops_alerts_alone(strict):
    candidate = reader()
    waiting = queue(candidate, Purpose.JOB_ALERT)

    strict.post(link_of(candidate, Purpose.JOB_ALERT), ONE_CLICK)

    waiting.refresh_from_db()
    assert codes(candidate) == ["SOFT", "OPTIN", "WITHDRAWN"]
    assert (waiting.state, waiting.error_code) == ("cancelled", "WITHDRAWN")


@pytest.mark.requirement("AMB-31")
def test_person_presses_a_button_and_may_stop_everything_then(strict):
    candidate = reader()

    page = strict.get(link_of(candidate))
    pressed = strict.post(link_of(candidate), {"what": "this"})
    done = strict.get(pressed.url)
    everything = strict.post(link_of(candidate), {"what": "everything"}, follow=True)

    assert "No more marketing" in page.text
    assert "Stop marketing and vacancies" in page.text
    assert reverse("privacy:preferences") in page.text
    assert "Stopped: all marketing" in done.text
    assert "Stop marketing and vacancies" in done.text
    assert "Stopped: everything" in everything.text
    assert "<button" not in everything.text.split("<main")[1].split("</main>")[0]
    assert codes(candidate) == ["OBJECTED"] * 3
    assert [answer.cookies for answer in (page, pressed, done, everything)] == [{}] * 4


@pytest.mark.requirement("CONTACT-02")
@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_whoever_only_looks_changes_nothing(strict, method):
    candidate = reader()

    getattr(strict, method)(link_of(candidate))

    assert codes(candidate) == EVERYTHING_GOES
    assert not SuppressionEntry.objects.exists()


def test_page_that_says_stopped_is_not_had_without_stopping(strict):
    candidate = reader()
    link = link_of(candidate)

    for said in ("this", "everything", seal("stop", b"everything")):
        answer = strict.get(f"{link}{said}/")
        assert (answer.status_code, answer.url) == (302, link)
    assert codes(candidate) == EVERYTHING_GOES


@pytest.mark.requirement("MKT-08")
def test_pressing_twice_says_more_and_never_less(strict):
    candidate = reader()

    for _time in range(2):
        assert strict.post(link_of(candidate), ONE_CLICK).status_code == 200

    assert codes(candidate) == ["OBJECTED", "OBJECTED", "OPTIN"]
    assert Objection.objects.of(candidate.pk).count() == 2


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize(("purpose", "scope"), [(Purpose.DM_RECRUIT, ""), (Purpose.JOB_ALERT, "job_alert")])
def test_somebody_erased_meanwhile_is_answered_alike_and_not_approached_again(strict, purpose, scope):
    candidate, other = reader(), reader()
    link, same = link_of(candidate, purpose), link_of(other, purpose)
    erase(candidate)

    pages = [strict.get(address) for address in (link, same)]
    answers = [strict.post(address, {"what": "this"}, follow=True) for address in (link, same)]

    bodies = [page.text.split("<main")[1].split("<h2>")[0] for page in answers]
    assert [page.status_code for page in pages + answers] == [200] * 4
    assert bodies[0].split("<form")[0] == bodies[1].split("<form")[0]
    again = make_candidate(email=candidate.email)
    assert may_send(again.pk, CANDIDATE, purpose, EMAIL).code == SendCode.SUPPRESSED
    assert scope in set(SuppressionEntry.objects.values_list("purpose", flat=True))


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize("what", ["this", "everything"])
def test_address_of_somebody_whose_term_ended_is_barred_and_nothing_is_written_about_him(strict, what):
    candidate = reader()
    link = link_of(candidate)
    erase(candidate)
    SuppressionEntry.objects.all().delete()  # as after an erasure for which nobody asked

    strict.post(link, {"what": what})

    again = make_candidate(email=candidate.email)
    assert may_send(again.pk, CANDIDATE, Purpose.DM_OTHER, EMAIL).code == SendCode.SUPPRESSED
    assert not Objection.objects.of(candidate.pk).exists()


@pytest.mark.requirement("CONTACT-02")
def test_link_of_a_record_that_became_part_of_another_stops_the_other(strict):
    survivor, absorbed = reader(), reader()
    link = link_of(absorbed)
    merge(survivor, absorbed)

    strict.post(link, ONE_CLICK)

    assert codes(survivor)[:2] == ["OBJECTED", "OBJECTED"]


@pytest.mark.requirement("LAW-05")
def test_link_that_was_changed_or_cut_tells_nothing_and_does_nothing(strict):
    candidate = reader()
    link = link_of(candidate)

    for broken in (link[:-9] + "AAAAAAAA/", link[:-30] + "/", "/en/privacy/stop/x/", f"/en/privacy/stop/{'A' * 5000}/"):
        answers = [strict.get(broken), strict.post(broken, ONE_CLICK), strict.get(f"{broken}x/")]
        assert {answer.status_code for answer in answers} <= {302, 404}
        assert candidate.full_name not in answers[0].text
    assert codes(candidate) == EVERYTHING_GOES


@pytest.mark.requirement("LAW-05")
def test_guessing_links_is_soon_refused_and_good_links_are_not(strict):
    candidate = reader()

    statuses = [strict.get(f"/en/privacy/stop/{number}/").status_code for number in range(32)]
    good = strict.post(link_of(candidate), ONE_CLICK)

    assert (statuses[:30], statuses[30:], good.status_code) == ([404] * 30, [429] * 2, 200)


def test_body_that_is_too_large_is_refused(strict):
    answer = strict.post(link_of(reader()), b"x" * 70_000, content_type="application/octet-stream")

    assert answer.status_code == 413


def test_page_asks_the_same_of_the_database_for_everybody(strict, django_assert_num_queries):
    candidate = reader()
    link = link_of(candidate)
    strict.get(link)

    with django_assert_num_queries(2):  # the text, and whether there are cookies to ask about
        strict.get(link)


def test_restricted_and_paused_people_can_stop_too(strict):
    candidate = reader()
    pause_until(candidate.pk, timezone.localdate() + timedelta(days=3))
    restrict(candidate.pk, CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)

    assert strict.post(link_of(candidate), ONE_CLICK).status_code == 200
    assert Objection.objects.of(candidate.pk).exists()
