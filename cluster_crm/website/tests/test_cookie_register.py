"""The register of cookies: what ships is what the application sets, and nothing else leaves (COOKIE-01 to 10)."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from cluster_crm.accounts.testing import make_user
from cluster_crm.web import cookies
from cluster_crm.web.cookies import CookieCategory, CookieDeclaration, CookieKind
from cluster_crm.website.actions.cookies import load_cookies
from cluster_crm.website.middleware import RegisteredCookiesMiddleware
from cluster_crm.website.models import RegisteredCookie
from cluster_crm.website.testing import make_cookie
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db
NECESSARY = CookieCategory.NECESSARY
SIGN_IN = {"username": "recruiter@example.org", "password": "a-long-passphrase"}


def names(category):
    return set(RegisteredCookie.objects.active().filter(category=category).values_list("name", flat=True))


def passed(*set_cookies, sent=None):
    """The names of the cookies that leave, of those that a page sets."""
    request = RequestFactory().get("/nl/")
    request.COOKIES.update(sent or {})
    response = HttpResponse()
    for name in set_cookies:
        response.set_cookie(name, "1")
    return set(RegisteredCookiesMiddleware(lambda _request: response)(request).cookies)


@pytest.mark.requirement("COOKIE-03")
@pytest.mark.requirement("AMB-17")
def test_only_session_forms_and_the_choice_are_necessary_and_nothing_else_is_on():
    session = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "cookie_choice"}

    assert session <= names(NECESSARY) <= {name for name, _category in cookies.declared()}
    assert not RegisteredCookie.objects.asked().exists()


def test_shipped_rows_are_loaded_once_and_words_of_the_officer_stay():
    RegisteredCookie.objects.filter(name="cookie_choice").update(purpose_en="Ours", lifetime_days=3)

    counts = [load_cookies(), load_cookies()]

    row = RegisteredCookie.objects.get(name="cookie_choice")
    assert counts == [1, 0]
    assert (row.purpose_en, row.lifetime_days) == ("Ours", 365)


def test_same_use_of_a_cookie_is_declared_once():
    with pytest.raises(ValueError, match="declared already"):
        cookies.declare(CookieDeclaration(settings.SESSION_COOKIE_NAME, NECESSARY, "x", "x"))


@pytest.mark.requirement("COOKIE-03")
def test_nobody_calls_another_cookie_necessary():
    with pytest.raises(ValidationError, match="strikt noodzakelijk"):
        RegisteredCookie(
            name="spy", category=NECESSARY, purpose_nl="x", purpose_en="x", kind=CookieKind.SESSION
        ).full_clean()


@pytest.mark.requirement("COOKIE-02")
@pytest.mark.requirement("AMB-18")
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": CookieKind.PERMANENT, "lifetime_days": None},
        {"kind": CookieKind.PERMANENT, "lifetime_days": 0},
        {"kind": CookieKind.SESSION, "lifetime_days": 1},
        {"category": NECESSARY, "is_active": False},
        {"category": "essential"},
        {"purpose_nl": ""},
    ],
)
def test_database_refuses_a_row_that_contradicts_itself(wrong):
    with pytest.raises(IntegrityError):
        make_cookie(**wrong)


@pytest.mark.requirement("COOKIE-09")
@pytest.mark.requirement("SHARE-05")
def test_cookie_that_stands_in_no_register_is_not_set():
    make_cookie(name="counted")
    make_cookie(name="switched_off", is_active=False)

    assert passed("_ga", "counted", "switched_off", settings.CSRF_COOKIE_NAME) == {settings.CSRF_COOKIE_NAME}


def test_cookie_may_always_be_taken_back():
    request = RequestFactory().get("/nl/")
    response = HttpResponse()
    response.delete_cookie("_ga")

    answer = RegisteredCookiesMiddleware(lambda _request: response)(request)

    assert answer.cookies["_ga"]["max-age"] == 0


@pytest.mark.requirement("COOKIE-02")
@pytest.mark.requirement("COOKIE-05")
def test_application_sets_each_cookie_for_as_long_as_the_register_says(client):
    make_user(Role.RECRUITER, email=SIGN_IN["username"], password=SIGN_IN["password"])
    make_cookie()
    client.get(reverse("admin:login"))
    client.post(reverse("admin:login"), SIGN_IN)
    client.post(reverse("set_language"), {"language": "en", "next": "/admin/"})
    client.post(reverse("website:cookie_settings"), {"choice": "refuse"})

    jar = {name: (morsel["max-age"], morsel["samesite"]) for name, morsel in client.cookies.items()}

    assert jar == {
        settings.SESSION_COOKIE_NAME: ("", "Lax"),
        settings.CSRF_COOKIE_NAME: ("", "Lax"),
        settings.LANGUAGE_COOKIE_NAME: ("", "Lax"),
        "cookie_choice": (365 * 24 * 3600, "Lax"),
    }
    assert {client.cookies[name]["httponly"] for name in (settings.SESSION_COOKIE_NAME, "cookie_choice")} == {True}
    assert jar.keys() <= {cookie.name for cookie in RegisteredCookie.objects.active()}


@pytest.mark.requirement("COOKIE-01")
@pytest.mark.requirement("COOKIE-09")
@pytest.mark.requirement("COOKIE-10")
@pytest.mark.requirement("LAW-46")
@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ["30 dagen", "Telt bezoeken.", "statistiek"]), ("en", ["30 days", "Counts visits.", "statistics"])],
)
def test_cookie_page_tells_what_the_register_says(client, settings, language, words):
    settings.CRM_COOKIE_HELP_URL = "https://help.example.org/"
    make_cookie(name="counted")
    make_cookie(name="switched_off", is_active=False)

    page = client.get(f"/{language}/cookies/").text

    told = ["counted", "Example Statistics (BE)", "cookie_choice", "sessionid", "https://help.example.org/", *words]
    assert [word for word in told if word.lower() not in page.lower()] == []
    assert "switched_off" not in page


@pytest.mark.requirement("LAW-05")
def test_cookie_page_says_that_we_cannot_tell_whose_a_choice_is(client):
    assert "cannot see whose it is, and we ask nothing" in client.get("/en/cookies/").text


def test_officer_edits_the_register_and_of_our_own_cookies_only_the_words(client):
    client.force_login(make_user(Role.PRIVACY_OFFICER, language="en"))
    own, other = RegisteredCookie.objects.get(name="cookie_choice"), make_cookie()

    forms = [client.get(reverse("admin:website_registeredcookie_change", args=[row.pk])).text for row in (own, other)]

    assert ['name="lifetime_days"' in form for form in forms] == [False, True]
    assert ['name="purpose_nl"' in form for form in forms] == [True, True]
