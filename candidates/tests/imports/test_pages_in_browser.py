"""An import in a real browser: from a spreadsheet with errors to people, with the keyboard, in both languages."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.models import Candidate, ImportBatch
from candidates.testing import make_candidate
from candidates.testing_imports import work
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LINES = [
    "Naam;E-mail;Woonplaats;BSN;Opmerkingen;Laatste contact",
    "Kees Oster;kees@example.org;Delft;111222333;=1+1;2026-10-01",
    "Anna Smit;geen adres;Gouda;;;",
    "Bo Vink;bo@example.org;Leiden;;;",
    "Cas Boom;cas@example.org;Leiden;;;2020-01-01",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


class Journey:
    """One recruiter at the pages, with the keyboard; what is wrong on a page is collected."""

    def __init__(self, visitor, *, scripts: bool) -> None:
        self.visitor, self.page, self.scripts = visitor, visitor.page, scripts
        self.wrong: list[str] = []

    def look(self) -> str:
        """Judge the page, where a script can; return what it says."""
        if self.scripts:
            self.wrong += self.visitor.violations()
        if self.scripts and self.page.evaluate(TOO_WIDE):
            self.wrong.append("wider than the window")
        return self.page.inner_text("#content-main")

    def press(self, deed: str) -> None:
        """Press the button of a form with the Enter key."""
        button = f"#content-main form[action*={deed}] button[type=submit]" if deed else "#content-main .btn--primary"
        self.page.focus(button)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def after_the_worker(self, batch: ImportBatch) -> str:
        """Let the worker do its part and look at the page anew."""
        work(batch)
        self.page.reload()
        return self.look()

    def upload(self, file) -> ImportBatch:
        """Send the form empty, see what is wrong, and send it filled in."""
        self.visitor.open(reverse("admin:candidates_importbatch_add"))
        self.look()
        self.press("")
        self.look()
        self.visitor.take_problems()  # the browser notes a form that comes back as an error
        self.page.set_input_files("#id_uploaded", file)
        self.page.select_option("#id_source", "APPLICATION")
        self.page.fill("#id_collected_on", "2026-11-20")
        self.press("")
        self.look()
        return ImportBatch.objects.get()


@pytest.mark.parametrize("look", [("nl", "light", 1360), ("en", "dark", 320)])
@pytest.mark.parametrize("scripts", [True, False])
def test_list_becomes_people(browser, live_server, tmp_path, look, scripts):
    language, theme, width = look
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language=language)
    make_candidate(given_name="Bo", infix="", family_name="Vink", email="bo@example.org")
    file = tmp_path / "list.csv"
    file.write_text("\n".join(LINES))
    how = {"color_scheme": theme, "locale": language, "viewport": {"width": width, "height": 860}}

    with watched_page(browser, live_server.url, java_script_enabled=scripts, **how) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        journey = Journey(visitor, scripts=scripts)
        batch = journey.upload(file)
        columns = journey.after_the_worker(batch)
        journey.press("columns")
        journey.after_the_worker(batch)
        journey.press("run")
        result = journey.after_the_worker(batch)

    batch.refresh_from_db()
    assert (journey.wrong, visitor.problems) == ([], [])
    assert (batch.created_count, batch.refused_count, batch.skipped_count) == (1, 2, 1)
    assert ("111222333" in columns, "kees@example.org" in columns, "C-" in result) == (False, True, False)
    assert Candidate.objects.filter(family_name="Oster").exists()
