"""Counted links: where they lead, who follows them, and what counts as contact."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from cluster_crm.mail.actions.links import JUDGE, find_link, with_links
from cluster_crm.mail.machines import AT_ONCE, SOON, are_at_once, is_machine
from cluster_crm.mail.models import MailLink
from cluster_crm.people.models import OnlineActivity
from privacy.actions.objections import object_to_marketing
from privacy.models import Message, RetentionClock
from privacy.sealed_links import seal
from privacy.tests.test_stop import queue, reader
from privacy.vocabulary import Purpose, SubjectKind

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
NEWS, EVENT = "https://example.org/news?a=1&b=2", "http://example.com/event"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted(settings):
    settings.CRM_COUNT_CLICKS = True
    cache.clear()


@pytest.fixture
def candidate():
    found = reader()
    RetentionClock.objects.filter(data_subject=found.pk).update(contact_on=None)
    return found


def sent(candidate, *, purpose=Purpose.DM_RECRUIT, minutes_ago=5, body=f"News: {NEWS}. And an event ({EVENT})."):
    """A message that was sent a while ago, and its text as it went."""
    message = queue(candidate, purpose)
    message.body = f"{body}{message.body[1:]}"
    text = with_links(message)
    at = timezone.now() - timedelta(minutes=minutes_ago)
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=at)
    return message, text


def addresses(text):
    return [word.strip(".()").removeprefix("http://127.0.0.1:8000") for word in text.split() if "/r/" in word]


def follow(client, address, method="get", agent=BROWSER, **headers):
    return getattr(client, method)(address, headers={"User-Agent": agent, **headers})


def judge_all():
    for job in Job.objects.filter(kind=JUDGE, state=Job.State.QUEUED):
        Job.objects.filter(pk=job.pk).update(not_before=None)
        run(job.pk)


def contact_of(candidate):
    return RetentionClock.objects.get(data_subject=candidate.pk).contact_on


@pytest.mark.requirement("SRC-03", "RET-07")
def test_persons_click_leads_on_and_counts_as_contact(client, candidate):
    _message, text = sent(candidate)
    first, second = addresses(text)

    answer = follow(client, first)
    before = contact_of(candidate)
    judge_all()

    assert (answer.status_code, answer.url, answer.cookies) == (302, NEWS, {})
    assert (answer.headers["Referrer-Policy"], "no-store" in answer.headers["Cache-Control"]) == ("no-referrer", True)
    assert follow(client, second).url == EVENT
    assert (before, contact_of(candidate)) == (None, timezone.localdate())
    assert OnlineActivity.objects.get().about == MailLink.objects.get(target=NEWS).pk


@pytest.mark.requirement("SRC-03")
def test_address_says_nothing_and_the_way_out_is_never_counted(candidate):
    message, text = sent(candidate, body=f"{NEWS} {NEWS} http://127.0.0.1:8000/nl/privacy/choices/")

    first, again = addresses(text)
    below = text.rpartition("\n-- \n")[2]
    assert MailLink.objects.count() == 1
    assert find_link(first.split("/")[2]) == find_link(again.split("/")[2])
    assert NEWS not in text
    assert "http://127.0.0.1:8000/nl/privacy/choices/" in text.rpartition("\n-- \n")[0]
    assert "/privacy/stop/" in below
    assert "/r/" not in below
    assert str(message.pk) not in text


@pytest.mark.requirement("SRC-03")
@pytest.mark.parametrize("how", ["setting", "service", "objected"])
def test_links_are_counted_where_it_is_lawful_alone(client, candidate, settings, how):
    settings.CRM_COUNT_CLICKS = how != "setting"
    _message, text = sent(candidate, purpose=Purpose.SERVICE if how == "service" else Purpose.DM_RECRUIT)

    if how != "objected":
        assert (addresses(text), MailLink.objects.count()) == ([], 0)
        return
    object_to_marketing(candidate.pk, method="written", language="nl")
    answer = follow(client, addresses(text)[0])
    judge_all()
    assert (answer.url, contact_of(candidate), OnlineActivity.objects.count()) == (NEWS, None, 0)
    assert set(MailLink.objects.values_list("verdict", flat=True)) == {""}


@pytest.mark.requirement("RET-08")
@pytest.mark.parametrize(
    ("how", "minutes"),
    [
        ({"method": "head"}, 5),
        ({"agent": ""}, 5),
        ({"agent": "Mozilla/5.0 (compatible; Proofpoint URL Defense)"}, 5),
        ({"agent": "python-requests/2.32"}, 5),
        ({"Sec-Purpose": "prefetch;prerender"}, 5),
        ({}, 0),
    ],
)
def test_scanner_of_mail_is_no_contact(client, candidate, how, minutes):
    _message, text = sent(candidate, minutes_ago=minutes)

    answer = follow(client, addresses(text)[0], **how)
    judge_all()

    assert (answer.status_code, answer.url) == (302, NEWS)
    assert (contact_of(candidate), OnlineActivity.objects.count()) == (None, 0)
    assert MailLink.objects.get(target=NEWS).machine_hits == 1


@pytest.mark.requirement("RET-08")
def test_all_links_followed_at_once_are_a_scanner_and_the_person_after_it_counts(client, candidate):
    _message, text = sent(candidate)
    for address in addresses(text):
        follow(client, address)
    judge_all()
    by_machine = (contact_of(candidate), set(MailLink.objects.values_list("verdict", flat=True)))
    MailLink.objects.update(clicked_at=timezone.now() - timedelta(minutes=4))

    follow(client, addresses(text)[0])
    judge_all()

    assert by_machine == (None, {"machine"})
    assert (contact_of(candidate), MailLink.objects.get(target=NEWS).verdict) == (timezone.localdate(), "person")


@pytest.mark.requirement("LAW-05")
def test_address_that_we_did_not_make_leads_nowhere(client, candidate):
    _message, text = sent(candidate)
    token = addresses(text)[0].split("/")[2]
    hostile = [token[:-4], "x", seal("stop", b"x" * 16), seal("click", b"x" * 16), seal("click", NEWS.encode())]

    answers = [follow(client, f"/r/{word}/") for word in [*hostile, "https:%2F%2Fexample.com"]]

    assert {answer.status_code for answer in answers} == {404}
    assert "does not work any more" in answers[0].text or "werkt niet meer" in answers[0].text


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "//example.org"])
def test_link_leads_to_the_web_alone(candidate, target):
    _message, text = sent(candidate, body=f"Look: {target} ")

    assert (target in text, MailLink.objects.count()) == (True, 0)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=1)))
def test_nobody_reads_and_clicks_as_fast_as_a_machine(after):
    now = timezone.now()

    assert is_machine(method="GET", agent=BROWSER, is_prefetch=False, sent_at=now - after, at=now) == (after < SOON)
    assert is_machine(method="GET", agent=BROWSER, is_prefetch=False, sent_at=None, at=now)
    assert are_at_once(now, [now + after]) == are_at_once(now, [now - after]) == (after <= AT_ONCE)


def test_kind_of_person_is_kept_with_the_link(candidate):
    message, _text = sent(candidate)

    assert {(link.data_subject_id, link.subject_kind) for link in MailLink.objects.all()} == {
        (message.data_subject_id, SubjectKind.CANDIDATE)
    }
