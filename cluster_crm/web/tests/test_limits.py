"""How often a public form may be sent: per visitor, per target, behind a proxy, and what stays in Redis."""

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from redis import Redis

from cluster_crm.web.limits import Limit, SmallBodyMiddleware, TooMany, client_of, count, limited

FEW = Limit("test.form", 2, 600)
pytestmark = pytest.mark.usefixtures("client")  # counts of other tests are forgotten


@limited(FEW, longest_body=100)
def form(request):
    return HttpResponse("done")


def send(address="203.0.113.5", method="post", **headers):
    return form(getattr(RequestFactory(REMOTE_ADDR=address), method)("/form/", headers=headers))


def counts_until_refused(limit, value, most=10) -> int:
    for times in range(most):
        try:
            count(limit, value)
        except TooMany:
            return times
    return most


def test_visitor_may_send_a_form_so_often_and_no_more():
    assert [send().status_code for _time in range(4)] == [200, 200, 429, 429]


def test_looking_is_not_limited():
    assert [send(method="get").status_code for _time in range(4)] == [200] * 4


def test_other_visitors_are_not_refused():
    for _time in range(3):
        send("203.0.113.5")

    assert send("203.0.113.6").status_code == 200


@pytest.mark.parametrize(("language", "words"), [("nl", "Dat was te vaak"), ("en", "That was too often")])
def test_refusal_says_from_when_in_the_language_of_the_page(language, words):
    send(), send()

    with override(language):
        answer = send()

    assert answer.status_code == 429
    assert words in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert answer.headers["Cache-Control"] == "no-store"


def test_targets_and_forms_are_counted_apart():
    assert counts_until_refused(FEW, "a@example.org") == 2
    assert counts_until_refused(FEW, "b@example.org") == 2
    assert counts_until_refused(Limit("test.other", 3, 600), "a@example.org") == 3


def test_a_new_window_begins_anew():
    short = Limit("test.short", 1, 1)
    counted = counts_until_refused(short, "a@example.org")

    with pytest.raises(TooMany) as refused:
        for _time in range(3):  # a window may end between two counts, never between three
            count(short, "a@example.org")

    assert counted in {1, 2}
    assert refused.value.retry_after == 1


def test_a_target_that_the_view_counts_is_answered_alike():
    @limited(Limit("test.wide", 100, 600))
    def by_target(request):
        count(FEW, request.POST["email"])
        return HttpResponse("done")

    answers = [by_target(RequestFactory().post("/", {"email": "a@example.org"})).status_code for _time in range(3)]

    assert answers == [200, 200, 429]


def test_redis_holds_no_address(settings):
    send("203.0.113.5")
    count(FEW, "jan@example.org")

    redis = Redis.from_url(settings.REDIS_URL)
    keys = [key.decode() for key in redis.scan_iter(match="*limit:*")]
    assert len(keys) == 2
    assert all(re.fullmatch(r":1:limit:[0-9a-f]{64}", key) for key in keys)
    assert all(0 < redis.ttl(key) <= 600 for key in keys)
    redis.close()


FORGED = "198.51.100.1, 198.51.100.2"


@pytest.mark.parametrize(
    ("is_behind", "forwarded", "client"),
    [
        (False, FORGED, "203.0.113.5"),
        (False, None, "203.0.113.5"),
        (True, FORGED, "198.51.100.2"),
        (True, "198.51.100.2", "198.51.100.2"),
        (True, None, "203.0.113.5"),
        (True, "<script>", "unknown"),
        (True, "", "unknown"),
    ],
)
def test_visitor_is_told_by_what_he_cannot_write_himself(settings, is_behind, forwarded, client):
    settings.CRM_BEHIND_PROXY = is_behind
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}

    assert client_of(RequestFactory(REMOTE_ADDR="203.0.113.5").get("/", headers=headers)) == client


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("", "unknown"),
    ],
)
def test_a_household_counts_as_one_visitor(address, client):
    assert client_of(RequestFactory(REMOTE_ADDR=address).get("/")) == client


@pytest.mark.parametrize(("length", "status"), [(100, None), (101, 413), (10_000_000, 413)])
def test_a_large_body_is_refused_before_it_is_read(length, status):
    class Unread:
        def read(self, *_size):
            raise AssertionError("somebody read the body")

    request = RequestFactory().post("/form/")
    request.META["CONTENT_LENGTH"] = str(length)
    request._stream = Unread()

    answer = SmallBodyMiddleware(form).process_view(request, form, (), {})

    assert (answer and answer.status_code) == status


def test_a_view_that_says_nothing_takes_what_it_took():
    request = RequestFactory().post("/form/")
    request.META["CONTENT_LENGTH"] = "10000000"

    assert SmallBodyMiddleware(form).process_view(request, lambda _request: None, (), {}) is None
