"""The pages on requests in a real browser: WCAG 2.2 AA, the strict policy, and what only a browser does."""

import zipfile
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.web.languages import in_any_language
from cluster_crm.web.testing import chromium, watched_page
from privacy.actions.access import issue_link, request_access
from privacy.actions.erasure import request_erasure
from privacy.vocabulary import ErasureGround, Role, SubjectKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def officer():
    return make_user(Role.PRIVACY_OFFICER, password=PASSWORD, language="en")


@pytest.fixture
def run():
    proposer = make_user(Role.RECRUITER)
    return request_erasure(
        make_candidate().pk, [SubjectKind.CANDIDATE], ground=ErasureGround.NO_LONGER_NEEDED, by=proposer
    )


def make_export(officer):
    export = request_access(make_candidate().pk, SubjectKind.CANDIDATE, by=officer)
    jobs.run(Job.objects.get(kind="export.build", target_id=export.pk).pk)
    return export


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_on_requests_break_no_rule_of_wcag(browser, live_server, officer, run, theme):
    candidate, export = make_candidate(), make_export(officer)
    pages = [
        *(reverse(f"admin:privacy_{name}_changelist") for name in ("rightsrequest", "erasurerun", "accessexport")),
        reverse("admin:privacy_rightsrequest_change", args=[run.request.pk]),
        reverse("admin:privacy_erasurerun_change", args=[run.pk]),
        reverse("admin:privacy_accessexport_change", args=[export.pk]),
        *(reverse(f"admin:candidates_candidate_{deed}") + f"?person={candidate.pk}" for deed in ("erase", "access")),
    ]

    with watched_page(browser, live_server.url, color_scheme=theme) as visitor:
        visitor.sign_in(officer.email, PASSWORD)
        found = {}
        for page in pages:
            visitor.open(page)
            found[page] = visitor.violations()

    assert {page: wrong for page, wrong in found.items() if wrong} == {}
    assert visitor.problems == []


def test_focus_begins_on_cancel_and_on_the_summary_after_an_error(browser, live_server, officer, run):
    with watched_page(browser, live_server.url) as visitor:
        visitor.sign_in(officer.email, PASSWORD)
        visitor.open(reverse("admin:candidates_candidate_erase") + f"?person={make_candidate().pk}")
        first = visitor.page.evaluate("document.activeElement.textContent")
        visitor.open(reverse("admin:privacy_erasurerun_change", args=[run.pk]))
        visitor.page.fill("#id_approve-reference", "DSR-1")
        visitor.page.click(".btn--danger")
        visitor.page.wait_for_selector(".banner--error")
        second = visitor.page.evaluate("document.activeElement.className")
        title, wrong = visitor.page.title(), visitor.violations()

    assert first == "Cancel"
    assert second == "banner banner--error"
    assert title.startswith("Error:")
    assert wrong == []


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_person_fetches_his_package_without_javascript(browser, live_server, officer):
    link = in_any_language(reverse("privacy:package", args=[issue_link(make_export(officer), by=officer)]))

    with watched_page(browser, live_server.url, java_script_enabled=False) as visitor:
        visitor.open(link)
        with visitor.page.expect_download() as download:
            visitor.page.click(".btn--primary")
        names = set(zipfile.ZipFile(download.value.path()).namelist())
        problems = list(visitor.problems)
        visitor.open(link)
        afterwards = visitor.page.inner_text("h1")

    assert names == {"index.html", "data.json", "package.css"}
    assert problems == []
    assert afterwards == "This link does not work"
