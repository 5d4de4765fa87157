"""From the mail that a real worker sent to the page that stops it, in a real browser; and the pages of staff."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.testing import wait_until, worker
from cluster_crm.mail.tests.test_transport import mailboxes
from cluster_crm.web.testing import chromium, watched_page
from privacy.actions.messages import deliver, queue_message
from privacy.actions.preferences import choose_language
from privacy.actions.sending import may_send
from privacy.actions.text_versions import save_draft, start_draft
from privacy.actions.texts import current_text
from privacy.exceptions import NoMailServer
from privacy.models import Message
from privacy.testing import ensure_profile
from privacy.tests.test_stop import codes, link_of, queue, reader
from privacy.texts import Wording
from privacy.vocabulary import Channel, Purpose, Role, SubjectKind

__all__ = ["mailboxes", "worker"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
PASSWORD = "a-long-passphrase"
WORDS = {
    "nl": (
        "Geen reclame meer",
        "Reclame stoppen",
        "Gestopt: alle reclame",
        "Reclame en vacatures stoppen",
        "Gestopt: alles",
    ),
    "en": (
        "No more marketing",
        "Stop marketing",
        "Stopped: all marketing",
        "Stop marketing and vacancies",
        "Stopped: everything",
    ),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(autouse=True)
def texts():
    ensure_profile()
    cache.clear()


@pytest.mark.requirement("CONTACT-02", "MKT-06", "LAW-45")
def test_worker_sends_marketing_whose_link_stops_it(worker, mailboxes, settings, monkeypatch, client):
    monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{settings.EMAIL_PORT}")
    candidate = reader()
    choose_language(candidate.pk, "en")
    first = queue(candidate, Purpose.DM_OTHER)

    worker()
    wait_until(lambda: mailboxes.received)
    [mail] = mailboxes.received
    link = re.fullmatch(r"<http://[^/]+(/\S+)>", mail["List-Unsubscribe"].strip())[1]
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    decision = may_send(candidate.pk, SubjectKind.CANDIDATE, Purpose.DM_OTHER, Channel.EMAIL)
    wait_until(lambda: Message.objects.get(pk=first.pk).state == "sent")

    assert (answer.status_code, decision.code, len(mailboxes.received)) == (200, "OBJECTED", 1)
    assert str(first.pk) in mail["Message-ID"]


@pytest.mark.requirement("CONTACT-02", "AMB-31")
@pytest.mark.parametrize("language", WORDS)
def test_reader_stops_marketing_and_then_everything_by_keyboard_without_javascript(browser, live_server, language):
    title, button, done, everything, all_done = WORDS[language]
    candidate = reader()
    link = link_of(candidate, language=language)

    with watched_page(browser, live_server.url, java_script_enabled=False, viewport=NARROW) as visitor:
        page = visitor.page
        visitor.open(link)
        heading = page.locator("h1").inner_text()
        page.get_by_role("button", name=button, exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/stop/*/*/")
        stopped, after_one = page.locator("h1").inner_text(), codes(candidate)
        page.get_by_role("button", name=everything, exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=all_done, exact=True).wait_for()
        cookies, problems = page.context.cookies(), visitor.take_problems()

    assert (heading, stopped) == (title, done)
    assert after_one == ["OBJECTED", "OBJECTED", "OPTIN"]
    assert codes(candidate) == ["OBJECTED"] * 3
    assert (cookies, problems) == ([], [])


@pytest.mark.parametrize(("language", "theme", "width"), [("nl", "light", 320), ("en", "dark", 1000)])
def test_pages_of_readers_break_no_rule_of_wcag(browser, live_server, language, theme, width):
    candidate = reader()
    pages = [
        link_of(candidate, language=language),
        link_of(candidate, Purpose.JOB_ALERT, language),
        f"/{language}/privacy/stop/x/",
        "/r/x/",
    ]

    with watched_page(
        browser, live_server.url, color_scheme=theme, viewport={"width": width, "height": 700}
    ) as visitor:
        found = {}
        for number, path in enumerate(pages):
            visitor.open(path)
            found[number] = visitor.violations()
            if not visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                found[number].append("scrolls sideways")

    assert {number: wrong for number, wrong in found.items() if wrong} == {}


def no_server(_message):
    raise NoMailServer


@pytest.mark.parametrize(("language", "theme", "width"), [("nl", "light", 320), ("en", "dark", 1360)])
def test_pages_of_staff_break_no_rule_of_wcag(browser, live_server, language, theme, width):
    officer = make_user(Role.PRIVACY_OFFICER, password=PASSWORD, language=language)
    draft = start_draft("page.stop_alerts")["nl"]
    save_draft("page.stop_alerts", {name: Wording(f"{name} anders", "Titel") for name in ("nl", "en")})
    message = queue_message(
        make_candidate().pk, SubjectKind.CANDIDATE, to_address="noor@example.org", subject_line="Uw verzoek",
        body="Beste Noor, zie https://example.org/nl/", purpose=Purpose.RIGHTS_REQUEST,
        language="nl",
    )  # fmt: skip
    deliver(message.pk, send=no_server)
    pages = [
        reverse("admin:privacy_legaltext_changelist"),
        reverse("admin:privacy_legaltext_change", args=[draft.pk]),
        reverse("admin:privacy_legaltext_change", args=[current_text("mail.marketing_footer", "nl").pk]),
        reverse("admin:privacy_message_changelist"),
        reverse("admin:privacy_message_change", args=[message.pk]),
    ]

    with watched_page(
        browser, live_server.url, color_scheme=theme, viewport={"width": width, "height": 800}
    ) as visitor:
        visitor.sign_in(officer.email, PASSWORD)
        found = {}
        for path in pages:
            visitor.open(path)
            found[path] = [*visitor.violations(), *visitor.take_problems()]
            if not visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                found[path].append("scrolls sideways")

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
