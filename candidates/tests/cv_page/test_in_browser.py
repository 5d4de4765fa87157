"""From a dropped file to a candidate in a real browser: by drag and by keyboard, and where scripts are off."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.models import Candidate, ImportRow
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import chromium, watched_page
from privacy.actions.subjects import ensure_controller
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"
CORPUS = Path(__file__).parents[1] / "cv_corpus" / "open"
TWO_COLUMNS = CORPUS / "cv-0b02.pdf"
LIST = reverse("admin:candidates_candidate_changelist")
DROP = reverse("admin:candidates_candidate_cv")
DROP_A_FILE = """content => {
    const dropped = new DataTransfer();
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    dropped.items.add(new File([bytes], "cv.pdf", {type: "application/pdf"}));
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
}"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def recruiter():
    ensure_controller()
    return make_user(Role.RECRUITER, password=PASSWORD, language="en")


def test_cv_is_dropped_looked_at_and_registered_by_keyboard(browser, live_server, recruiter):
    with watched_page(browser, live_server.url, color_scheme="dark") as visitor:
        page = visitor.page
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(LIST)
        page.get_by_role("link", name="New from a CV").press("Enter")
        page.wait_for_selector("[data-drop]")
        on_drop = visitor.violations()
        page.evaluate(DROP_A_FILE, base64.b64encode(TWO_COLUMNS.read_bytes()).decode())
        page.get_by_role("button", name="Read").press("Enter")
        page.wait_for_selector("#cv-form")
        on_form = visitor.violations()
        page.locator(".cv__where", has_text="Family name").press("Enter")
        marked = page.evaluate("document.activeElement.closest('mark').innerText")
        page.keyboard.press("Escape")
        back = page.evaluate("document.activeElement.innerText")
        page.fill("#id_city", "Joure")
        with page.expect_navigation():
            page.press("#id_city", "Enter")
        landed = page.url

    candidate = Candidate.objects.get()
    assert (on_drop, on_form, visitor.problems) == ([], [], [])
    assert "HOEKSTRA" in marked
    assert back.startswith("where in the CV?")
    assert (candidate.full_name, candidate.city) == ("Sjoerd Hoekstra", "Joure")
    assert landed.endswith(reverse("admin:candidates_candidate_change", args=[candidate.pk]))
    assert candidate.document_set.count() == 1


def test_cv_is_added_to_whom_we_hold_on_a_small_screen_without_scripts(browser, live_server, recruiter):
    held = make_candidate(
        given_name="Sjoerd", infix="", family_name="Hoekstra", email="sjoerd.hoekstra@example.com", city="Heerenveen"
    )
    small = {"width": 320, "height": 800}
    with watched_page(browser, live_server.url, viewport=small, java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(DROP)
        page.set_input_files("input[type=file]", TWO_COLUMNS)
        page.click("[data-drop] [type=submit]")
        page.click(".known .btn")
        page.click(".cv__where >> nth=0")
        shown = page.locator(".cv__read mark:has(> :target)").inner_text()
        is_wide = page.evaluate(SIDEWAYS)
        page.click(".submit-row .btn--primary")
        page.wait_for_url(f"**{reverse('admin:candidates_candidate_change', args=[held.pk])}*")

    held.refresh_from_db()
    assert "06-12345627" in shown
    assert (is_wide, held.phone) == (False, "+31612345627")
    assert Candidate.objects.count() == 1


def test_unreadable_file_is_told_and_refused(browser, live_server, recruiter):
    with watched_page(browser, live_server.url) as visitor:
        page = visitor.page
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(DROP)
        page.set_input_files("input[type=file]", CORPUS / "unreadable" / "password.pdf")
        page.click("[data-drop] [type=submit]")
        told, wrong = page.inner_text(".banner--warn"), visitor.violations()
        page.click("[value=refuse]")
        page.wait_for_url(f"**{LIST}")

    assert "protected by a password" in told
    assert (wrong, visitor.problems) == ([], [])
    assert ImportRow.objects.get().state == ImportRow.State.SKIPPED
