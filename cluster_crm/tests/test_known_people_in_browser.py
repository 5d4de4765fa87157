"""Registering somebody by keyboard alone: who may be the same appears, and is followed or said to be somebody else."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"
ADD = reverse("admin:candidates_candidate_add")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def change_page(candidate):
    return reverse("admin:candidates_candidate_change", args=[candidate.pk])


def fill_in(page, **fields):
    """Type into fields, going from one to the next by the keyboard."""
    for name, text in fields.items():
        page.focus(f"#id_{name}")
        page.keyboard.type(text)


@pytest.mark.parametrize(("language", "theme", "width"), [("nl", "light", 1360), ("en", "dark", 320)])
def test_who_may_be_the_same_appears_while_typing(browser, live_server, language, theme, width):
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language=language)
    noor = make_candidate(given_name="Noor", infix="de", family_name="Vries", email="noor@example.org", city="Delft")
    screen = {"color_scheme": theme, "locale": language, "viewport": {"width": width, "height": 860}}

    with watched_page(browser, live_server.url, **screen) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(ADD)
        page, wrong = visitor.page, visitor.violations()
        page.select_option("#id_source", "APPLICATION")
        fill_in(page, given_name="Noor", family_name="Vries", email="noor@example.org")
        known = page.locator(".known")
        expect(known).to_contain_text("same e-mail" if language == "en" else "hetzelfde e-mailadres")
        wrong += visitor.violations()
        page.keyboard.press("Enter")
        expect(page.locator("[role=alert]")).to_be_focused()
        asked = page.title()
        wrong += visitor.violations()
        page.focus("#id_known_choice")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(".banner--ok")).to_be_visible()
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        problems = [said for said in visitor.problems if "422" not in said]

    assert (wrong, problems, is_wide) == ([], [], False)
    assert asked.startswith(("Fout:", "Error:"))
    assert Candidate.objects.exclude(pk=noor.pk).get().email == "noor@example.org"


def test_match_is_followed_and_nothing_stands_in_an_address(browser, live_server):
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language="en")
    noor = make_candidate(given_name="Noor", infix="de", family_name="Vries", city="Delft")
    asked = []

    with watched_page(browser, live_server.url) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(ADD)
        visitor.page.on("request", lambda request: asked.append((request.method, request.url, request.post_data or "")))
        fill_in(visitor.page, given_name="Nor", family_name="Vriess", city="Delft", birth_date="01021990")
        link = visitor.page.locator(".known a")
        expect(link).to_have_text("Noor de Vries")
        link.focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_url(f"**{change_page(noor)}")

    posted = [(url, data) for method, url, data in asked if method == "POST"]
    assert [url for _method, url, _data in asked if "vries" in url.lower() or "delft" in url.lower()] == []
    assert {url.removeprefix(live_server.url) for url, _data in posted} == {reverse("admin:candidates_candidate_known")}
    assert [data for _url, data in posted if "birth_date" in data] == []
