"""The quick log in a real browser: N, what was said, Ctrl+Enter."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import Interaction, InteractionNote
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def change_page(candidate):
    return reverse("admin:candidates_candidate_change", args=[candidate.pk])


@pytest.mark.requirement("CLI-DATA-06")
@pytest.mark.parametrize(("language", "theme"), [("nl", "light"), ("en", "dark")])
def test_call_is_logged_with_the_keyboard_alone(browser, live_server, language, theme):
    recruiter, candidate = make_user(Role.RECRUITER, password=PASSWORD, language=language), make_candidate()

    with watched_page(browser, live_server.url, color_scheme=theme, locale=language) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(change_page(candidate))
        keyboard = visitor.page.keyboard
        keyboard.press("n")
        visitor.page.wait_for_selector("#quick-log[open]")
        focused = visitor.page.evaluate("document.activeElement.id")
        wrong = visitor.violations()
        keyboard.type("Noor wil in Delft werken")
        with visitor.page.expect_navigation():
            keyboard.press("Control+Enter")
        shown = visitor.page.inner_text("#timeline")
        wrong += visitor.violations()

    assert (focused, wrong, visitor.problems) == ("id_log_text", [], [])
    assert Interaction.objects.get().kind == Interaction.Kind.CALL
    assert "Noor wil in Delft werken" in shown


def test_key_does_nothing_while_typing_or_when_switched_off(browser, live_server):
    recruiter, candidate = make_user(Role.RECRUITER, password=PASSWORD), make_candidate()

    with watched_page(browser, live_server.url) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(change_page(candidate))
        visitor.page.focus("#id_city")
        visitor.page.keyboard.press("n")
        while_typing = visitor.page.locator("#quick-log[open]").count()
        visitor.page.click("[popovertarget=user-menu]")
        with visitor.page.expect_navigation():
            visitor.page.click("#user-menu button[name=on]")
        visitor.page.keyboard.press("n")
        switched_off = visitor.page.locator("#quick-log[open]").count()

    recruiter.refresh_from_db()
    assert (while_typing, switched_off, recruiter.has_shortcuts) == (0, 0, False)


def test_dialog_closes_by_escape_and_gives_focus_back(browser, live_server):
    recruiter, candidate = make_user(Role.RECRUITER, password=PASSWORD), make_candidate()

    with watched_page(browser, live_server.url) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(change_page(candidate))
        visitor.page.focus("[data-opens=quick-log]")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector("#quick-log[open]")
        visitor.page.keyboard.press("Escape")
        focused = visitor.page.evaluate("document.activeElement.dataset.opens")

    assert focused == "quick-log"


def test_log_works_without_scripts_and_by_reference(browser, live_server):
    recruiter, candidate = make_user(Role.RECRUITER, password=PASSWORD, language="en"), make_candidate()

    with watched_page(browser, live_server.url, java_script_enabled=False) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open("/admin/")
        visitor.page.click("a[aria-keyshortcuts=N]")
        visitor.page.fill("#id_person", str(candidate))
        visitor.page.fill("#id_text", "Asked about the vacancy")
        visitor.page.click(".log button[type=submit]")
        address = visitor.page.url

    assert address.endswith(change_page(candidate))
    assert InteractionNote.objects.get().text == "Asked about the vacancy"
