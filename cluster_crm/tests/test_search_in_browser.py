"""The search over everybody by keyboard, without a script, in both colours and languages, on a narrow screen too."""

import pytest
from playwright.sync_api import expect

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "milan@example.org", "a-long-passphrase"


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def make_people():
    for given, family in (("Noor", "Vries"), ("Nora", "Vriesema"), ("Sem", "Dijkstra")):
        make_candidate(given_name=given, infix="de", family_name=family, city="Utrecht", headline="Lasser in Utrecht")


def test_search_by_keyboard_alone(browser, live_server):
    make_people()
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD, language="en")

    with watched_page(browser, live_server.url) as watched:
        watched.sign_in(EMAIL, PASSWORD)
        page = watched.page
        page.keyboard.press("/")
        page.keyboard.type("nor vreis")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-found]")
        address = page.url
        page.focus("#everybody")
        page.keyboard.press("ArrowDown")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Noor de Vries")

        assert (first, watched.take_problems()) == ("Noor de Vries", [])
    assert "vreis" not in address


@pytest.mark.parametrize("width", [1360, 320])
@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("nl", "light")])
def test_search_is_accessible_with_and_without_results(browser, live_server, language, theme, width):
    make_people()
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD, language=language)
    viewport = {"width": width, "height": 860}

    with watched_page(browser, live_server.url, color_scheme=theme, locale=language, viewport=viewport) as watched:
        watched.sign_in(EMAIL, PASSWORD)
        found = {}
        for typed in ("", "vries", "lasser", "zzzz"):
            watched.open("/admin/search/")
            watched.page.fill("#everybody", typed)
            with watched.page.expect_navigation():
                watched.page.keyboard.press("Enter")
            found[typed] = watched.violations() + watched.take_problems()
            if watched.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[typed].append("scrolls sideways")

    assert found == {"": [], "vries": [], "lasser": [], "zzzz": []}


def test_search_works_without_scripts(browser, live_server):
    make_people()
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD, language="en")

    with watched_page(browser, live_server.url, java_script_enabled=False) as watched:
        watched.open("/admin/login/")
        watched.page.fill("#id_username", EMAIL)
        watched.page.fill("#id_password", PASSWORD)
        watched.page.click("#login-form button[type=submit]")
        watched.page.fill("#everybody", "dijkstra")
        watched.page.press("#everybody", "Enter")
        watched.page.wait_for_selector("[data-found]")

        assert watched.page.locator("[data-found]").all_inner_texts() == ["Sem de Dijkstra"]
