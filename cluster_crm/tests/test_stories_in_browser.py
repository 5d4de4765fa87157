"""A success story from draft to the site and off it, and the page "What may we do", in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.models import SuccessStory
from candidates.testing import make_candidate
from candidates.testing_stories import make_story
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import Watched, chromium, watched_page
from privacy.actions.consents import record_consent
from privacy.actions.objections import object_to_marketing
from privacy.actions.person_links import make_link
from privacy.actions.policy import publish_policy
from privacy.models import ConsentEvent
from privacy.testing import ensure_profile, make_policy
from privacy.vocabulary import Channel, Purpose, Role, Source, SubjectKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"
NARROW = {"width": 320, "height": 720}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def candidate():
    ensure_profile()
    publish_policy(make_policy())
    return make_candidate(source=Source.LINKEDIN)


def keep_picture(visitor: Watched, name: str) -> None:
    """Keep a picture of the page for whoever wants to look, where CRM_SCREENSHOTS names a folder."""
    if folder := os.environ.get("CRM_SCREENSHOTS"):
        visitor.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def overflows(visitor: Watched) -> bool:
    return bool(visitor.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.requirement("STORY-01")
@pytest.mark.parametrize(("language", "theme"), [("nl", "light"), ("en", "dark")])
def test_story_is_agreed_to_published_read_and_taken_back(browser, live_server, candidate, language, theme):
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language=language)
    story = make_story(candidate, is_agreed=False, language=language)
    root = {"nl": "/nl/verhalen/", "en": "/en/stories/"}[language]
    token, wrong = make_link(candidate.pk), []

    with watched_page(
        browser, live_server.url, color_scheme=theme, locale=language, viewport=NARROW, java_script_enabled=True
    ) as person:
        person.open(f"/{language}/privacy/choices/enter/{token}/")
        person.page.click("main form button[type=submit]")
        person.page.click("nav a[href$='/choices/mine/stories/']")
        is_ticked = person.page.is_checked("input[name=agree]")
        wrong += person.violations()
        keep_picture(person, f"own-story-{language}-{theme}")
        person.page.check("input[name=agree]")
        person.page.click("form[action$='/agree/'] button")
        with watched_page(browser, live_server.url, color_scheme=theme, locale=language) as staff:
            staff.sign_in(recruiter.email, PASSWORD)
            staff.open(reverse("admin:candidates_successstory_change", args=[story.pk]))
            keep_picture(staff, f"story-page-{language}-{theme}")
            wrong += staff.violations()
            staff.page.click("a[href$='/publish/']")
            keep_picture(staff, f"story-publish-{language}-{theme}")
            wrong += staff.violations()
            staff.page.click(".deed button[type=submit]")
            wrong += staff.problems
        person.open(f"{root}{story.slug}/")
        read = person.page.inner_text("article")
        wrong += person.violations()
        fits = not overflows(person)
        keep_picture(person, f"story-{language}-{theme}")
        person.open(f"/{language}/privacy/choices/mine/stories/")
        person.page.click("form[action$='/withdraw/'] button")
        keep_picture(person, f"story-back-{language}-{theme}")
        gone = person.page.goto(f"{live_server.url}{root}{story.slug}/").status
        wrong += person.violations()
        problems = [each for each in person.problems if "410" not in each]

    assert (is_ticked, fits, gone, wrong, problems) == (False, True, 410, [], [])
    assert "Nu maak ik fietsen." in read
    assert not SuccessStory.objects.exists()


@pytest.mark.requirement("LAW-01")
@pytest.mark.parametrize(("language", "theme"), [("nl", "dark"), ("en", "light")])
def test_page_says_what_may_be_done_with_a_mixed_history(browser, live_server, candidate, language, theme):
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language=language)
    said = {"method": ConsentEvent.Method.SIGNED_FORM, "is_affirmed": True, "text_version": "3", "language": "nl"}
    for purpose in (Purpose.DM_OTHER, Purpose.JOB_ALERT):
        record_consent(candidate.pk, SubjectKind.CANDIDATE, purpose=purpose, channel=Channel.EMAIL, **said)
    object_to_marketing(candidate.pk, purpose=Purpose.SURVEY, method="spoken", language="nl", evidence="call 7")
    wrong = []

    with watched_page(browser, live_server.url, color_scheme=theme, locale=language) as staff:
        staff.sign_in(recruiter.email, PASSWORD)
        staff.open(reverse("admin:candidates_candidate_change", args=[candidate.pk]))
        keep_picture(staff, f"person-{language}-{theme}")
        staff.page.click("a[href$='/account/']")
        shown = staff.page.inner_text("#content-main")
        wrong += staff.violations()
        keep_picture(staff, f"account-{language}-{theme}")
        staff.page.set_viewport_size(NARROW)
        fits = not overflows(staff)
        wrong += staff.violations()
        keep_picture(staff, f"account-320-{language}-{theme}")
        staff.page.click("a[href$='/account/said/']")
        staff.page.click(".deed button[type=submit]")
        focused = staff.page.evaluate("document.activeElement.closest('[role=alert]') !== null")
        wrong += staff.violations()
        keep_picture(staff, f"said-320-{language}-{theme}")
        staff.page.check("input[value=stop]")
        staff.page.click(".deed button[type=submit]")
        staff.page.click("table a[href*='/account/']")
        wrong += staff.violations()
        keep_picture(staff, f"receipt-320-{language}-{theme}")
        problems = [each for each in staff.problems if "422" not in each]

    assert (fits, focused, wrong, problems) == (True, True, [], [])
    assert "call 7" in shown
    assert str(ConsentEvent.objects.order_by("pk").last()) in shown
