"""What a person does at the very moment at which something else happens to him: real transactions, side by side."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from time import monotonic, sleep
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from candidates.testing import make_candidate
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.messages import deliver, queue_message
from privacy.actions.person_links import make_link
from privacy.actions.unsubscribe import unsubscribe
from privacy.models import (
    ConsentEvent,
    Message,
    Objection,
    PersonLink,
    PersonPreference,
    PolicyVersion,
    SuppressionEntry,
)
from privacy.testing import make_actor, make_policy
from privacy.tests.visiting import MINE, answers_on, enter
from privacy.vocabulary import Channel, Purpose, SubjectKind
from privacy.way_out import WayOut

pytestmark = pytest.mark.django_db(transaction=True)
CANDIDATE, EMAIL, ALERT = SubjectKind.CANDIDATE, Channel.EMAIL, Purpose.JOB_ALERT


@pytest.fixture(autouse=True)
def counts_begin_anew():
    cache.clear()


def agree(person):
    """A yes to alerts by e-mail."""
    return record_consent(
        person.pk, CANDIDATE, purpose=ALERT, channel=EMAIL, method=ConsentEvent.Method.BOX_TICKED, text_version="1",
        language="nl", policy_version=PolicyVersion.objects.first() or make_policy(), is_affirmed=True,
    )  # fmt: skip


def apart(deed: Callable[[], Any]) -> Any:
    """Do something over a connection of its own."""
    try:
        return deed()
    finally:
        connection.close()


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do several things at the same instant."""
    start = Barrier(len(deeds))

    def press(deed: Callable[[], Any]) -> Any:
        start.wait()
        return apart(deed)

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(press, deeds))


def wait_until_blocked(begun: Future[object]) -> None:
    end = monotonic() + 10
    while monotonic() < end and not begun.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone() is not None:
                return
        sleep(0.01)
    raise AssertionError("nothing waits")


def alert_to(person) -> Message:
    agree(person)
    return queue_message(
        person.pk, CANDIDATE, to_address=person.email, subject_line="x", body="y", purpose=ALERT, language="nl"
    )


def way_out_of(person) -> WayOut:
    return WayOut(data_subject_id=person.pk, kind=CANDIDATE, purpose=ALERT, digest="0" * 64)


@pytest.mark.requirement("MKT-06")
@pytest.mark.parametrize("everything", [True, False])
def test_whoever_unsubscribes_while_mail_goes_out_is_answered_after_it_went(everything):
    person = make_candidate()
    message, order = alert_to(person), []

    def leave() -> None:
        unsubscribe(way_out_of(person), language="nl", everything=everything)
        order.append("stopped")

    def send(_message: Message) -> None:
        begun.append(pool.submit(apart, leave))
        wait_until_blocked(begun[0])
        order.append("sent")

    begun: list[Future[None]] = []
    with ThreadPoolExecutor(1) as pool:
        deliver(message.pk, send=send)
        begun[0].result(timeout=10)

    message.refresh_from_db()
    assert (order, message.state) == (["sent", "stopped"], "sent")
    assert SuppressionEntry.objects.exists()


@pytest.mark.requirement("MKT-06")
@pytest.mark.parametrize("everything", [True, False])
def test_mail_that_waits_for_somebody_who_unsubscribes_never_goes(everything):
    person = make_candidate()
    message, sent = alert_to(person), []

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            unsubscribe(way_out_of(person), language="nl", everything=everything)
            begun = pool.submit(apart, lambda: deliver(message.pk, send=sent.append))
            wait_until_blocked(begun)
        begun.result(timeout=10)

    message.refresh_from_db()
    assert (sent, message.state) == ([], "cancelled")


@pytest.mark.requirement("CONS-02")
def test_link_that_is_opened_twice_at_once_opens_one_visit():
    token = make_link(make_candidate().pk)

    answers = at_once(*[lambda: Client().post(f"/nl/privacy/choices/enter/{token}/")] * 4)

    assert min(answer.status_code for answer in answers) == 302
    assert len([answer for answer in answers if answer.cookies]) == 1
    assert PersonLink.objects.filter(opened_at__isnull=False).count() == 1


@pytest.mark.requirement("AMB-31")
def test_everything_is_stopped_twice_at_once():
    person = make_candidate()
    message = alert_to(person)
    tabs = [Client(), Client()]
    for tab in tabs:
        enter(tab, person.pk)
    with override("nl"):
        address = reverse("privacy:stop_own")

    answers = at_once(*[lambda tab=tab: tab.post(address).status_code for tab in tabs])

    message.refresh_from_db()
    assert answers == [302, 302]
    assert message.state == "cancelled"
    assert set(Objection.objects.values_list("includes_alerts", flat=True)) == {True}


@pytest.mark.requirement("MKT-07")
def test_two_who_share_an_address_stop_everything_at_once():
    both = [make_candidate(email="samen@example.org", phone="+31612345678") for _each in "ab"]

    at_once(*[lambda one=one: unsubscribe(way_out_of(one), language="nl", everything=True) for one in both] * 2)

    assert Objection.objects.count() == 4
    scopes = SuppressionEntry.objects.values_list("identifier", "digest", "purpose", "channel")
    assert len(scopes) == len(set(scopes)) > 0


@pytest.mark.requirement("MKT-06", "CONS-03")
def test_page_that_was_open_while_another_tab_withdrew_brings_nothing_back():
    person = make_candidate()
    agree(person)
    tab = Client()
    enter(tab, person.pk)
    seen = answers_on(tab.get(MINE).text)
    assert seen["candidate-job_alert-email"] == "yes"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            withdraw(
                person.pk, CANDIDATE, purpose=ALERT, channel=EMAIL, method=ConsentEvent.Method.PREFERENCE_CENTRE,
                language="nl",
            )  # fmt: skip
            begun = pool.submit(apart, lambda: tab.post(MINE, seen | {"language": "en"}).status_code)
            wait_until_blocked(begun)
        status = begun.result(timeout=10)

    last = ConsentEvent.objects.of(person.pk, CANDIDATE).last_word(ALERT, EMAIL)
    assert (status, last.action) == (302, "withdrawn")
    assert PersonPreference.objects.get().language == "en"


@pytest.mark.requirement("GEN-04")
def test_version_of_the_policy_is_published_once_by_two_officers_at_once():
    version = make_policy(published_at=None, is_material=True, effective_from=timezone.localdate())
    officers = [Client(), Client()]
    for officer in officers:
        officer.force_login(make_actor())
    address = reverse("admin:privacy_policyversion_changelist")
    asked = {"action": "publish", "_selected_action": [version.pk]}

    answers = at_once(*[lambda one=one: one.post(address, asked).status_code for one in officers])

    assert answers == [302, 302]
    assert PolicyVersion.history.filter(history_change_reason="policy published").count() == 1
