"""A tour of the admin in a real browser: WCAG 2.2 AA, the strict policy, nothing from elsewhere."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import Watched, chromium, watched_page
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "milan@example.org", "a-long-passphrase"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser, live_server):
    """Opens a watched page of the running site; at its end nothing may have gone wrong on it."""

    def opened(**context):
        return watched_page(browser, live_server.url, **context)

    return opened


def candidate_pages():
    """Each kind of page about one person, filled."""
    candidate = make_candidate()
    one = [reverse(f"admin:candidates_candidate_{view}", args=[candidate.pk]) for view in ("change", "history")]
    return [reverse("admin:candidates_candidate_changelist"), *one]


def problems_on(watched: Watched, pages):
    """What is wrong on each page; an empty dict is the only good answer."""
    found = {}
    for path in pages:
        watched.open(path)
        wrong = watched.violations() + watched.take_problems()
        if watched.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("scrolls sideways")
        if wrong:
            found[path] = wrong
    return found


# A consultant sees no list that a recruiter does not see: his turn comes with the campaigns.
MARKS = {Role.CONSULTANT: pytest.mark.slow}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_kind_of_page_is_accessible_under_the_strict_policy(visit, theme, language):
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD, language=language)
    pages = ["/admin/", reverse("admin:password_change"), *candidate_pages()]

    with visit(color_scheme=theme, locale=language) as watched:
        watched.sign_in(EMAIL, PASSWORD)
        found = problems_on(watched, pages)

        assert watched.page.get_attribute("html", "lang") == language
    assert found == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 320])
def test_restricted_person_and_his_rights_are_accessible(visit, theme, width):
    candidate = make_candidate()
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD)
    own = [reverse(f"admin:candidates_candidate_{deed}") + f"?person={candidate.pk}" for deed in ("access", "erase")]

    with visit(color_scheme=theme, viewport={"width": width, "height": 860}) as watched:
        watched.sign_in(EMAIL, PASSWORD)
        found = problems_on(watched, [reverse("admin:candidates_candidate_change", args=[candidate.pk]), *own])

    assert found == {}


@pytest.mark.parametrize("width", [1360, 320])
@pytest.mark.parametrize("path", ["/admin/nothing-here/", "/privacy/package/wrong/", "/admin/accounts/user/"])
def test_pages_of_refusal_are_accessible(visit, path, width):
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD)

    with visit(viewport={"width": width, "height": 860}) as watched:
        watched.sign_in(EMAIL, PASSWORD)
        found = problems_on(watched, [path]).get(path, [])

    assert [wrong for wrong in found if "the server responded with" not in wrong] == []


@pytest.mark.parametrize("role", [pytest.param(role, marks=MARKS.get(role, ())) for role in Role])
def test_every_list_that_a_role_sees_is_accessible(visit, role):
    make_user(role, email=EMAIL, password=PASSWORD)

    with visit() as watched:
        watched.sign_in(EMAIL, PASSWORD)
        links = watched.page.locator("#nav a.side__link").evaluate_all(
            "links => links.map(a => a.getAttribute('href'))"
        )
        found = problems_on(watched, links)

    assert found == {}


def test_pages_reflow_at_320_pixels(visit):
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD)
    pages = ["/admin/", *candidate_pages()]

    with visit(viewport={"width": 320, "height": 700}) as watched:
        watched.sign_in(EMAIL, PASSWORD)
        found = problems_on(watched, pages)

    assert found == {}


def test_sign_in_says_what_is_wrong_and_focus_is_there(visit):
    with visit() as watched:
        watched.open("/admin/login/")
        empty = watched.violations()
        watched.page.fill("#id_username", EMAIL)
        watched.page.fill("#id_password", "wrong")
        watched.page.click("#login-form button[type=submit]")
        watched.page.wait_for_selector("[role=alert]")

        assert (empty, watched.violations(), watched.take_problems()) == ([], [], [])
        assert watched.page.title().startswith("Error:")
        assert watched.page.evaluate("document.activeElement.getAttribute('role')") == "alert"


def test_theme_and_language_are_chosen_in_the_menu(visit):
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD, language="en")

    with visit() as watched:
        watched.sign_in(EMAIL, PASSWORD)
        page = watched.page
        page.click("[popovertarget=user-menu]")
        page.click("#user-menu .theme-toggle")
        theme = page.evaluate("document.documentElement.dataset.theme")
        page.click("#user-menu button[value=nl]")
        page.wait_for_selector("html[lang=nl]")

        assert (theme, watched.take_problems()) == ("dark", [])


def test_skip_link_is_first_and_leads_to_the_content(visit):
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD)

    with visit() as watched:
        watched.sign_in(EMAIL, PASSWORD)
        watched.page.keyboard.press("Tab")
        first = watched.page.evaluate("document.activeElement.className")
        watched.page.keyboard.press("Enter")

        assert (first, watched.page.evaluate("document.activeElement.id")) == ("skip-link", "content-start")


def test_nothing_of_a_page_is_kept_in_the_browser(visit):
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD)
    pages = candidate_pages()

    with visit() as watched:
        watched.sign_in(EMAIL, PASSWORD)
        for path in pages:
            watched.open(path)
        kept = watched.page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]")

    assert kept == [["theme"], []]
