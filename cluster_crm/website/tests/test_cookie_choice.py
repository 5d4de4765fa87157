"""The choice about cookies: asked only where there is something to ask, logged, taken back, hostile browsers."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cluster_crm.web.cookies import CookieCategory
from cluster_crm.website import cookie_choice
from cluster_crm.website.actions.cookies import record_choice, trim_cookie_choices
from cluster_crm.website.cookie_choice import CHOICE_COOKIE, Choice
from cluster_crm.website.models import CookieChoice, RegisteredCookie
from cluster_crm.website.models.cookies import register_version
from cluster_crm.website.testing import make_cookie

pytestmark = pytest.mark.django_db
PERFORMANCE, ADVERTISING = CookieCategory.PERFORMANCE, CookieCategory.ADVERTISING
TODAY = date(2026, 6, 15)
NOW = datetime.fromisoformat("2026-06-15T03:00+02:00")
SETTINGS = "/en/cookies/settings/"
QUESTION = "May we place cookies?"
CHOICE = Choice(uuid4(), "0123456789abcdef", frozenset({PERFORMANCE}), TODAY)


def is_asked(client, path="/en/"):
    return QUESTION in client.get(path).text


def choose(client, **answers):
    return client.post(SETTINGS, answers)


def sent(client):
    return cookie_choice.read({CHOICE_COOKIE: client.cookies[CHOICE_COOKIE].value}, timezone.localdate())


@pytest.mark.requirement("COOKIE-08")
def test_nobody_is_asked_while_everything_is_necessary(client):
    make_cookie(is_active=False)
    make_cookie(CookieCategory.FUNCTIONALITY, is_on_request=True)

    page = client.get("/en/").text

    assert QUESTION not in page
    assert "stores only what it needs" in page
    assert "There is nothing to choose" in client.get(SETTINGS).text
    assert dict(client.cookies) == {}


@pytest.mark.requirement("LAW-46")
@pytest.mark.requirement("COOKIE-08")
@pytest.mark.parametrize(("answer", "accepted"), [("accept", {PERFORMANCE, ADVERTISING}), ("refuse", set())])
def test_visitor_is_asked_until_he_answers_and_led_back(client, answer, accepted):
    make_cookie()
    make_cookie(ADVERTISING)
    assert is_asked(client)

    back = choose(client, choice=answer, next="/en/?from=mail")

    logged = CookieChoice.objects.get()
    assert (back.status_code, back.headers["location"]) == (303, "/en/?from=mail")
    assert not is_asked(client)
    assert sent(client) == Choice(logged.pk, logged.register, frozenset(accepted), timezone.localdate())


@pytest.mark.requirement("COOKIE-11")
def test_choice_is_logged_with_a_random_number_and_what_was_shown(client):
    make_cookie()
    make_cookie(ADVERTISING)

    choose(client, performance="yes", advertising="no")

    logged = CookieChoice.objects.get()
    assert logged.pk.version == 4
    assert logged.register == register_version(RegisteredCookie.objects.asked())
    assert (logged.text.code, logged.text.language, logged.method) == ("website.cookie_dialogue", "en", "settings")
    assert (logged.asked, logged.accepted) == (["advertising", "performance"], ["performance"])
    assert {field.name for field in CookieChoice._meta.fields} == {
        "id", "chosen_at", "register", "text", "method", "asked", "accepted"
    }  # fmt: skip


def test_settings_show_no_answer_beforehand_and_then_the_one_that_was_given(client):
    make_cookie()
    assert " checked" not in client.get(SETTINGS).text

    choose(client, choice="accept")
    page = client.get(SETTINGS + "?saved").text

    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["yes"]
    assert "Your choice is saved." in page
    assert str(sent(client).number) in page


@pytest.mark.parametrize("answers", [{}, {"performance": "yes"}, {"performance": "yes", "advertising": "<b>"}])
def test_settings_want_an_answer_to_each_question_and_keep_those_that_were_given(client, answers):
    make_cookie()
    make_cookie(ADVERTISING)

    page = choose(client, **answers)

    assert (page.status_code, "<title>Error: " in page.text) == (422, True)
    assert page.text.count(" checked") == len({"performance"} & answers.keys())
    assert QUESTION not in page.text
    assert not CookieChoice.objects.exists()
    assert CHOICE_COOKIE not in client.cookies


@pytest.mark.requirement("LAW-46")
@pytest.mark.parametrize(
    "change",
    [
        {"lifetime_days": 31},
        {"provider": "Somebody Else"},
        {"purpose_en": "Follows you."},
        {"recipient_country": "US"},
    ],
)
def test_visitor_is_asked_again_when_what_is_asked_changes(client, change):
    cookie = make_cookie()
    choose(client, choice="accept")

    RegisteredCookie.objects.filter(pk=cookie.pk).update(**change)

    assert is_asked(client)


def test_visitor_is_not_asked_again_about_what_needs_no_yes(client):
    make_cookie()
    choose(client, choice="accept")

    RegisteredCookie.objects.filter(name="cookie_choice").update(purpose_en="Said in other words.")
    make_cookie(ADVERTISING, is_active=False)

    assert not is_asked(client)


@pytest.mark.requirement("COOKIE-08")
def test_choice_counts_for_less_than_a_year():
    value = {CHOICE_COOKIE: cookie_choice.write(CHOICE)}

    kept, over = (cookie_choice.read(value, TODAY + timedelta(days=days)) for days in (364, 365))

    assert (kept, over) == (CHOICE, None)


def test_refusal_takes_back_what_was_allowed(client):
    cookie = make_cookie(name="counted")
    choose(client, choice="accept")
    client.cookies["counted"] = "1"

    answer = choose(client, choice="refuse")

    assert (answer.cookies[cookie.name].value, answer.cookies[cookie.name]["max-age"]) == ("", 0)
    assert CookieChoice.objects.count() == 2


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yes",
        "x" * 4000,
        cookie_choice.write(CHOICE)[:-1],
        cookie_choice.write(CHOICE).replace("e", "E", 1),
        cookie_choice.SIGNER.sign_object({"a": ["performance"]}),
        cookie_choice.SIGNER.sign_object({"n": "?", "r": "", "a": [], "on": "yesterday"}),
        cookie_choice.write(CHOICE) + "\x00",
    ],
)
def test_cookie_that_we_did_not_write_is_no_choice(client, value):
    make_cookie()
    client.cookies[CHOICE_COOKIE] = value

    assert cookie_choice.read({CHOICE_COOKIE: value}, TODAY) is None
    assert is_asked(client)


def test_choice_about_another_register_allows_nothing(client):
    make_cookie()
    client.cookies[CHOICE_COOKIE] = cookie_choice.write(replace(CHOICE, chosen_on=timezone.localdate()))

    assert is_asked(client)


@pytest.mark.parametrize(
    "back", ["https://evil.example.com/", "//evil.example.com", "/\\evil.example.com", "nl/", "javascript:x"]
)
def test_nobody_is_led_away_from_the_site(client, back):
    make_cookie()

    answer = choose(client, choice="refuse", next=back)

    assert answer.headers["location"] == SETTINGS + "?saved"


def test_forged_choice_is_refused():
    make_cookie()

    answer = Client(enforce_csrf_checks=True).post(SETTINGS, {"choice": "accept"})

    assert (answer.status_code, CookieChoice.objects.count()) == (403, 0)


def test_page_that_asks_is_kept_apart_by_caches(client):
    make_cookie()

    assert "Cookie" in client.get("/en/").headers["vary"]


def test_choice_about_nothing_writes_nothing(client):
    answer = choose(client, choice="accept")

    assert (answer.status_code, CookieChoice.objects.count(), dict(client.cookies)) == (303, 0, {})


@pytest.mark.requirement("COOKIE-11")
@pytest.mark.parametrize(("months", "left"), [(24, 2), (1, 1)])
def test_proof_is_forgotten_after_its_term(settings, months, left):
    settings.CRM_COOKIE_PROOF_MONTHS = months
    asked = [make_cookie()]
    for on in ("2025-06-01", "2023-06-15", "2023-06-14"):
        at = timezone.make_aware(datetime.fromisoformat(on))
        record_choice(asked, [], method=CookieChoice.Method.REFUSE, language="nl", at=at)

    trim_cookie_choices(NOW)

    assert CookieChoice.objects.count() == left


@pytest.mark.requirement("SEC-06")
def test_no_login_may_change_the_log_of_choices():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(login, 'website_cookiechoice', act)"
            " FROM (VALUES ('crm_app'), ('crm_worker')) l (login), (VALUES ('UPDATE'), ('DELETE')) a (act)"
        )
        assert cursor.fetchall() == [(False,)] * 4
