"""Two records side by side in a browser: by keyboard, in both colours and languages, on a narrow screen too."""

import pytest
from playwright.sync_api import expect

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.admin.merge_links import merge_address
from cluster_crm.tests.test_erasure import work
from cluster_crm.web.testing import chromium, watched_page
from privacy.testing import ensure_profile
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "milan@example.org", "a-long-passphrase"
KIND = SubjectKind.CANDIDATE


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def make_pair() -> tuple[Candidate, Candidate]:
    ensure_profile()
    kept = make_candidate(given_name="Noor", family_name="Berg", email="noor@example.org", city="Utrecht")
    other = make_candidate(
        given_name="Noor",
        family_name="Bergh",
        email="noor.old@example.com",
        phone="+31612340011",
        city="Utrecht",
        headline="Lasser met twaalf jaar ervaring op de werf en in de werkplaats",
        source=Source.LINKEDIN,
    )
    return kept, other


def test_merge_and_undo_by_keyboard(browser, live_server):
    kept, other = make_pair()
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD, language="en")

    with watched_page(browser, live_server.url) as watched:
        watched.sign_in(EMAIL, PASSWORD)
        page = watched.page
        watched.open(f"/admin/candidates/candidate/{kept.pk}/change/")
        page.get_by_role("link", name="Merge with…").press("Enter")
        page.get_by_label("Reference of the other record").fill(f"C-{other.number}")
        page.keyboard.press("Enter")
        page.locator('input[name="email"][value="survivor"]').focus()
        page.keyboard.press("ArrowDown")
        page.get_by_label("Why are these one person?").select_option("entered_twice")
        page.get_by_label("I looked at both records").press("Space")
        with page.expect_navigation():
            page.get_by_role("button", name="Merge", exact=True).press("Enter")
        work()
        page.reload()
        expect(page.get_by_text(f"Also found by: C-{other.number}")).to_be_visible()
        merged = list(Candidate.objects.values_list("pk", "email"))
        with page.expect_navigation():
            page.get_by_role("button", name="Undo the merge").press("Enter")
        work()

        assert watched.take_problems() == []
    assert merged == [(kept.pk, "noor.old@example.com")]
    assert set(Candidate.objects.values_list("pk", flat=True)) == {kept.pk, other.pk}


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "dark", 1360), ("nl", "light", 320)])
def test_pages_of_a_merge_are_accessible(browser, live_server, language, theme, width):
    kept, other = make_pair()
    make_user(Role.RECRUITER, email=EMAIL, password=PASSWORD, language=language)
    viewport = {"width": width, "height": 860}
    pages = {"choose": merge_address(KIND, kept.pk), "compare": merge_address(KIND, kept.pk, other.pk)}

    found = {}
    with watched_page(browser, live_server.url, color_scheme=theme, locale=language, viewport=viewport) as watched:
        watched.sign_in(EMAIL, PASSWORD)

        def look(name: str) -> None:
            found[name] = watched.violations() + watched.take_problems()
            if watched.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[name].append("scrolls sideways")

        for name, address in pages.items():
            watched.open(address)
            look(name)
        with watched.page.expect_navigation():
            watched.page.click(".btn--primary[type=submit]")
        found["error"] = watched.violations()
        watched.take_problems()  # the browser notes the status 422
        watched.page.select_option("#id_reason", "said_so")
        watched.page.check('input[name="is_one_person"]')
        with watched.page.expect_navigation():
            watched.page.click(".btn--primary[type=submit]")
        work()
        watched.page.reload()
        look("result")

    assert found == {"choose": [], "compare": [], "error": [], "result": []}
