"""A note with what may not stand there, in a real browser: the warning, the words marked, and both ways out by keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import InteractionNote, TextFinding
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.requirement("CAND-DATA-23")
@pytest.mark.parametrize(("language", "theme"), [("nl", "light"), ("en", "dark")])
def test_note_comes_back_is_confirmed_and_another_is_changed(browser, live_server, language, theme):
    recruiter, candidate = make_user(Role.RECRUITER, password=PASSWORD, language=language), make_candidate()
    address = f"/admin/people/interaction/add/?person={candidate}"
    size = {"width": 320 if theme == "dark" else 1360, "height": 860}

    with watched_page(browser, live_server.url, color_scheme=theme, locale=language, viewport=size) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(address)
        keyboard = visitor.page.keyboard
        visitor.page.focus("#id_text")
        keyboard.type("Onderzoek: heeft diabetes")
        with visitor.page.expect_navigation():
            keyboard.press("Control+Enter")
        marked, wrong = visitor.page.inner_text(".guard mark"), visitor.violations()
        too_wide = visitor.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        visitor.page.focus("#id_text_kept")
        keyboard.press("ArrowDown")
        with visitor.page.expect_navigation():
            keyboard.press("Control+Enter")
        visitor.open(address)
        visitor.page.fill("#id_text", "Is zwanger")
        with visitor.page.expect_navigation():
            visitor.page.click(".log button[type=submit]")
        visitor.page.fill("#id_text", "Kan vanaf 1 oktober")
        with visitor.page.expect_navigation():
            visitor.page.click(".log button[type=submit]")
        said = [problem for problem in visitor.problems if "422" not in problem]

    assert (marked, wrong, too_wide, said) == ("heeft diabetes", [], False, [])
    assert set(InteractionNote.objects.values_list("text", flat=True)) == {
        "Onderzoek: heeft diabetes",
        "Kan vanaf 1 oktober",
    }
    assert list(TextFinding.objects.values_list("kind", "state", "reason")) == [("health", "kept", "meaning")]
