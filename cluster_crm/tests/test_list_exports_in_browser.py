"""Taking a list along in a real browser: by keyboard, without scripts, and what is wrong is said."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.tests.test_erasure import work
from cluster_crm.web.testing import chromium, watched_page
from privacy.models import ListExport
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"
REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.requirement("SHARE-01", "LAW-16")
@pytest.mark.parametrize(("language", "theme"), [("nl", "light"), ("en", "dark")])
def test_list_is_taken_along_with_the_keyboard(browser, live_server, tmp_path, language, theme):
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language=language)
    make_candidate(family_name="Zonderling", city="Delft")

    with watched_page(browser, live_server.url, color_scheme=theme, locale=language) as visitor:
        page = visitor.page
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(reverse("admin:candidates_candidate_changelist"))
        page.focus("a[href*='/export/']")
        page.keyboard.press("Enter")
        page.wait_for_selector("#id_columns")
        wrong = visitor.violations()
        page.focus("form.card button[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        wrong += visitor.violations()
        refused = visitor.take_problems()
        focused = page.evaluate("document.activeElement.getAttribute('role')")
        page.select_option("#id_purpose", "recruitment")
        page.set_viewport_size({"width": 320, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.focus("form.card button[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        wrong += visitor.violations()
        work()
        page.reload()
        wrong += visitor.violations()
        with page.expect_download() as fetched:
            page.keyboard.press("Enter")  # the button has the focus
        fetched.value.save_as(tmp_path / "list.xlsx")

    assert (wrong, visitor.problems, refused, focused, wide) == ([], [], [REFUSED], "alert", 320)
    assert (tmp_path / "list.xlsx").read_bytes().startswith(b"PK")
    assert fetched.value.suggested_filename.startswith("kandidaten-" if language == "nl" else "candidates-")
    assert ListExport.objects.get().downloads == 1
