"""The shortlist in a real browser: WCAG 2.2 AA, the strict policy, and a whole day's work by keyboard."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from candidates.models import Application
from candidates.testing import make_candidate
from candidates.testing_pipeline import make_application
from clients.testing import make_vacancy
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"
Step = Application.Step


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, password=PASSWORD, language="en")


@pytest.fixture
def applications():
    """Three people for one vacancy, the oldest first."""
    vacancy, now = make_vacancy(title="Bakker", city="Utrecht"), timezone.now()
    steps = (Step.SCREENING, Step.SCREENING, Step.OFFER)
    return [
        make_application(
            make_candidate(city="Utrecht", headline="Banketbakker"), vacancy, step=step, moved_at=now - timedelta(days)
        )
        for step, days in zip(steps, (20, 3, 1), strict=True)
    ]


def page_of(applications) -> str:
    return reverse("admin:candidates_shortlist", args=[applications[0].vacancy_id])


@pytest.mark.parametrize("look", [(theme, width) for theme in ("light", "dark") for width in (1360, 320)])
def test_pages_of_the_pipeline_break_no_rule_of_wcag(browser, live_server, recruiter, applications, look):
    pages = [
        page_of(applications),
        page_of([make_application(vacancy=make_vacancy())]),
        reverse("admin:candidates_application_changelist"),
        reverse("admin:candidates_application_change", args=[applications[2].pk]),
        reverse("admin:candidates_candidate_supplied"),
        reverse("admin:candidates_candidate_vacancy", args=[applications[0].candidate_id]),
    ]

    with watched_page(
        browser, live_server.url, color_scheme=look[0], viewport={"width": look[1], "height": 860}
    ) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        found = {}
        for page in pages:
            visitor.open(page)
            sideways = visitor.page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found[page] = visitor.violations() + ["scrolls sideways"] * sideways

    assert {page: wrong for page, wrong in found.items() if wrong} == {}
    assert visitor.problems == []


@pytest.mark.requirement("USE-CA-02")
def test_people_are_moved_and_rejected_by_keyboard(browser, live_server, recruiter, applications):
    with watched_page(browser, live_server.url) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(page_of(applications))
        keys = visitor.page.keyboard
        visitor.page.focus(".results")
        keys.press("j")
        keys.press("j")
        keys.press("m")
        keys.press("Tab")
        with visitor.page.expect_navigation():
            keys.press("Enter")
        landed = visitor.page.evaluate("document.activeElement.closest('[data-row]').id")
        visitor.page.select_option(f"#{applications[0]} select", "rejected")
        visitor.page.click(f"#{applications[0]} button")
        first = visitor.page.evaluate("document.activeElement.textContent")
        in_dialog = visitor.violations()
        visitor.page.select_option("#rejection-reason", "skills")
        with visitor.page.expect_navigation():
            visitor.page.click("#rejection .btn--danger")

    assert landed == str(applications[1])
    assert first == "Cancel"
    assert in_dialog == []
    assert visitor.problems == []
    assert [(row.step, row.reason) for row in Application.objects.order_by("pk")] == [
        ("rejected", "skills"),
        ("proposed", ""),
        ("offer", ""),
    ]
