"""A person in his own pages, in a real browser: without a script, with the keyboard, on a small screen, in the dark."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.web.testing import chromium, watched_page
from privacy.actions.disclosures import disclose
from privacy.actions.grounds import record_ground
from privacy.actions.link_mail import SEND_LINKS
from privacy.actions.person_links import make_link
from privacy.actions.sending import may_send
from privacy.models import Message
from privacy.testing import ensure_profile, make_policy, make_recipient
from privacy.vocabulary import Channel, Ground, LawfulBasis, Purpose, SubjectKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CANDIDATE, EMAIL = SubjectKind.CANDIDATE, Channel.EMAIL
SMALL = {"viewport": {"width": 320, "height": 640}}
OF_ANSWER = "status of 422"
"""What a browser notes by itself of an answer to a form that was refused."""
PARTS = ("", "data/", "details/", "recipients/", "consents/", "rights/")
WORDS = {
    "nl": ("Stuur mij een link", "Open mijn keuzes", "Opgeslagen", "Uw bezoek is gestopt"),
    "en": ("Send me a link", "Open my choices", "Saved", "Your visit has ended"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def noor(settings):
    ensure_profile()
    settings.CRM_CAN_SEND_MAIL = True
    make_policy(published_at=timezone.now())
    candidate = make_candidate(given_name="Noor", family_name="Zilvermeeuw", email="noor@example.org")
    record_ground(
        candidate.pk, CANDIDATE, ground=Ground.APPLICATION, channel=EMAIL, opt_out_offered=True,
        on=timezone.localdate(),
    )  # fmt: skip
    disclose(
        candidate.pk, CANDIDATE, to=make_recipient(name="Bakkerij Zonnebloem B.V."),
        fields=["candidates.candidate.full_name"], purpose=Purpose.RECRUITMENT,
        basis=LawfulBasis.LEGITIMATE_INTERESTS, by=None,
    )  # fmt: skip
    return candidate


def link_in_mail() -> str:
    """Let the worker look, and return the path of the link that it wrote."""
    for job in Job.objects.filter(kind=SEND_LINKS, state=Job.State.QUEUED):
        jobs.run(job.pk)
    body = Message.objects.latest("created_at").body
    return re.search(r"https?://[^/\s]+(/\S+/choices/enter/\S+)", body)[1]


def is_too_wide(page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def press_on(page, words: str) -> None:
    """Come to a button with the keyboard alone, and press it."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.innerText || ''"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"No keyboard leads to {words!r}.")


@pytest.mark.requirement("CONS-02", "MKT-06")
@pytest.mark.parametrize("language", WORDS)
def test_person_asks_enters_chooses_and_leaves_without_a_script_on_a_small_screen(browser, live_server, noor, language):
    ask, go, saved, over = WORDS[language]
    context = {**SMALL, "locale": language, "java_script_enabled": False}
    with watched_page(browser, live_server.url, **context) as watched:
        page = watched.page
        watched.open(f"/{language}/privacy/choices/")
        page.fill("#id_email", "noor@example.org")
        page.get_by_role("button", name=ask).click()
        watched.open(link_in_mail())
        page.get_by_role("button", name=go).click()
        page.locator('[name="candidate-dm_other-email"][value="yes"]').check()
        page.locator('[name="candidate-dm_recruit-email"][value="no"]').check()
        page.locator('form.choices button[type="submit"]').click()

        assert saved in page.title()
        assert may_send(noor.pk, CANDIDATE, Purpose.DM_OTHER, EMAIL).is_allowed
        assert not may_send(noor.pk, CANDIDATE, Purpose.DM_RECRUIT, EMAIL).is_allowed
        page.locator(".centre__leave button").click()
        assert over in page.title()
        page.go_back()
        assert "Zilvermeeuw" not in page.content()
        watched.open(f"/{language}/privacy/choices/mine/data/")
        assert "Zilvermeeuw" not in page.content()
        assert watched.take_problems() == []


@pytest.mark.requirement("CONS-02")
def test_all_is_reached_with_the_keyboard_and_back_shows_nothing_after_leaving(browser, live_server, noor):
    token = make_link(noor.pk)
    with watched_page(browser, live_server.url, locale="nl") as watched:
        page = watched.page
        watched.open(f"/nl/privacy/choices/enter/{token}/")
        press_on(page, "Open mijn keuzes")
        press_on(page, "Stop alles")
        assert "Alles is gestopt" in page.title()
        watched.open("/nl/privacy/choices/mine/data/")
        assert "Zilvermeeuw" in page.content()
        press_on(page, "Verlaten")
        page.go_back()
        page.wait_for_load_state()

        assert "Zilvermeeuw" not in page.content()
        stored = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
        assert page.evaluate(stored) == "[{},{}]"
        assert not may_send(noor.pk, CANDIDATE, Purpose.DM_RECRUIT, EMAIL).is_allowed
        assert watched.take_problems() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_own_pages_break_no_rule_of_wcag_and_fit_a_small_screen(browser, live_server, noor, scheme):
    token, problems = make_link(noor.pk), []
    with watched_page(browser, live_server.url, **SMALL, locale="nl", color_scheme=scheme) as watched:
        page = watched.page

        def look(what: str) -> None:
            seen = [*watched.violations(), *watched.take_problems()]
            problems.extend(f"{what}: {each}" for each in seen if OF_ANSWER not in each)
            if is_too_wide(page):
                problems.append(f"{what}: scrolls sideways")

        watched.open("/nl/privacy/choices/")
        look("ask")
        page.get_by_role("button", name="Stuur mij een link").click()
        look("ask wrong")
        watched.open("/nl/privacy/choices/asked/")
        look("asked")
        watched.open(f"/nl/privacy/choices/enter/{token}/")
        look("enter")
        page.get_by_role("button", name="Open mijn keuzes").click()
        for part in PARTS:
            watched.open(f"/nl/privacy/choices/mine/{part}")
            look(part or "choices")
        watched.open("/nl/privacy/choices/mine/")
        page.fill("#id_paused_until", (timezone.localdate() - timedelta(days=3)).isoformat())
        page.locator('form.choices button[type="submit"]').click()
        look("choices wrong")
        watched.open("/nl/privacy/choices/mine/")
        page.locator('[name="group"][value="no"]').check()
        page.locator('form.choices button[type="submit"]').click()
        look("saved")

    assert problems == []
