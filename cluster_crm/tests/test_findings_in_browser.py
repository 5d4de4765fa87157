"""The work list of texts in a real browser: the words marked, one taken out with its sentence, one kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from candidates.models import Note
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.findings import review
from cluster_crm.people.models import TextFinding
from cluster_crm.people.tests.test_findings import make_note
from cluster_crm.tests.test_erasure import work
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.requirement("CAND-DATA-31")
@pytest.mark.parametrize(("language", "theme", "width"), [("nl", "light", 1360), ("en", "dark", 320)])
def test_sentence_is_taken_out_and_another_kept(browser, live_server, language, theme, width):
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language=language)
    notes = [make_note(text, by=recruiter, candidate=make_candidate()) for text in ("Belde. Is zwanger.", "Is homo.")]
    review(notes)
    out, kept = (TextFinding.objects.get(row=note.pk) for note in notes)

    size = {"width": width, "height": 860}
    with watched_page(browser, live_server.url, color_scheme=theme, locale=language, viewport=size) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open("/admin/people/textfinding/")
        wrong = visitor.violations()
        visitor.page.click(f"text={out}")
        visitor.page.wait_for_selector("mark")
        marked, wrong = visitor.page.inner_text("mark"), wrong + visitor.violations()
        too_wide = visitor.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        with visitor.page.expect_navigation():
            visitor.page.click("button[value=sentence]")
        work()
        visitor.open(f"/admin/people/textfinding/{kept.pk}/change/")
        visitor.page.focus("#id_keep-reason")
        visitor.page.keyboard.press("ArrowDown")
        visitor.page.keyboard.press("Tab")
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("Enter")
        wrong += visitor.violations()

    assert (marked, wrong, too_wide, visitor.problems) == ("Is zwanger", [], False, [])
    assert Note.objects.get(pk=notes[0].pk).text == "Belde. […]"
    assert set(TextFinding.objects.values_list("kind", "state")) == {("pregnancy", "removed"), ("orientation", "kept")}
