"""What the health pages say, and what they keep to themselves."""

import json

import pytest
from django.test import RequestFactory

from cluster_crm.web import health


@pytest.fixture
def checks(monkeypatch):
    registered = dict(health._checks)
    monkeypatch.setattr(health, "_checks", registered)
    return registered


def ask(view):
    response = view(RequestFactory().get("/health/"))
    return response.status_code, json.loads(response.content)


def test_live_asks_nothing():
    answer = ask(health.live)

    assert answer == (200, {"status": "live"})


@pytest.mark.django_db
def test_ready_says_what_works(checks):
    for name in set(checks) - {"database", "broker", "migrations"}:
        del checks[name]

    answer = ask(health.ready)

    assert answer == (200, {"status": "ready", "database": "ok", "broker": "ok", "migrations": "ok"})


@pytest.mark.django_db
def test_ready_says_whether_the_logins_are_separated():
    _status, words = ask(health.ready)

    assert words["roles"] in {"separated", "single login"}


@pytest.mark.django_db
def test_broker_that_is_down_is_said_in_a_word(checks, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    checks["migrations"] = lambda: "ok"

    status, words = ask(health.ready)

    assert (status, words["status"], words["broker"], words["database"]) == (503, "not ready", "unavailable", "ok")


@pytest.mark.django_db
def test_registered_check_that_fails_makes_it_not_ready(checks):
    def lag():
        raise health.NotReady("behind")

    health.register("worker", lag)

    status, words = ask(health.ready)

    assert (status, words["worker"]) == (503, "behind")
