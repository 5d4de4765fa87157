"""Messages in a real browser: dropped on a person's page, seen on the timeline; and the queue with the keyboard."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.actions.take_in import take_in
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_mail
from cluster_crm.people.models import InteractionNote
from cluster_crm.web.testing import chromium, watched_page
from privacy.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-passphrase"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize(("language", "theme"), [("nl", "light"), ("en", "dark")])
def test_message_is_dropped_on_a_person_and_stands_on_the_timeline(browser, live_server, tmp_path, language, theme):
    recruiter = make_user(Role.RECRUITER, password=PASSWORD, language=language)
    candidate = make_candidate(email="noor@example.com")
    right, wrong_file = tmp_path / "antwoord.eml", tmp_path / "brief.eml"
    right.write_bytes(make_mail("Graag dinsdag om tien uur", subject="Re: gesprek"))
    wrong_file.write_bytes(b"Geen bericht")

    with watched_page(browser, live_server.url, color_scheme=theme, locale=language) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open(reverse("admin:candidates_candidate_change", args=[candidate.pk]))
        visitor.page.click("a[href*='waitingmail/add']")
        wrong = visitor.violations()
        visitor.page.click(".drop button[type=submit]")
        visitor.page.wait_for_selector("[role=alert]")
        focused = visitor.page.evaluate("document.activeElement.getAttribute('role')")
        wrong += visitor.violations()
        visitor.take_problems()  # Chromium reports the status 422
        visitor.page.set_input_files("#id_messages", [str(right), str(wrong_file)])
        visitor.page.click(".drop button[type=submit]")
        visitor.page.wait_for_selector(".results")
        wrong += visitor.violations()
        visitor.page.click(".results a")
        shown = visitor.page.inner_text("#timeline")

    assert (focused, wrong, visitor.problems) == ("alert", [], [])
    assert "Graag dinsdag om tien uur" in shown


@pytest.mark.parametrize(("language", "theme"), [("nl", "dark"), ("en", "light")])
def test_message_that_waits_is_read_and_put_on_a_timeline_with_the_keyboard(browser, live_server, language, theme):
    recruiter = make_user(Role.RECRUITER, email="recruiter@example.org", password=PASSWORD, language=language)
    candidate = make_candidate(given_name="Ruben", family_name="Zilvermeeuw")
    content = make_mail("Ik zoek werk", sender="Ruben <ruben@example.net>", files=[("cv.pdf", b"%PDF-1.4")])
    waiting = take_in(read_mail(content), by=recruiter).waiting

    with watched_page(browser, live_server.url, color_scheme=theme, locale=language) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        visitor.open("/admin/mail/waitingmail/")
        wrong = visitor.violations()
        visitor.open(reverse("admin:mail_waitingmail_change", args=[waiting.pk]))
        visitor.page.focus("form[action$='/read/'] button")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector(".mail__text")
        read = visitor.page.inner_text(".mail__text")
        wrong += visitor.violations()
        visitor.page.focus("#find")
        visitor.page.keyboard.type("zilvermeeuw")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector(".mail__put")
        wrong += visitor.violations()
        visitor.page.focus(".mail__put button")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector("#timeline")
        shown = visitor.page.inner_text("#timeline")

    assert (read, wrong, visitor.problems) == ("Ik zoek werk", [], [])
    assert "Ik zoek werk" in shown
    assert InteractionNote.objects.get().data_subject_id == candidate.pk


def test_pages_fit_a_narrow_screen_without_scripts(browser, live_server):
    recruiter = make_user(Role.RECRUITER, email="recruiter@example.org", password=PASSWORD)
    waiting = take_in(read_mail(make_mail("x" * 300, sender="ruben@example.net")), by=recruiter).waiting
    narrow = {"width": 320, "height": 800}

    with watched_page(browser, live_server.url, viewport=narrow, java_script_enabled=False) as visitor:
        visitor.sign_in(recruiter.email, PASSWORD)
        widths = []
        for address in ("/admin/mail/waitingmail/add/", reverse("admin:mail_waitingmail_change", args=[waiting.pk])):
            visitor.open(address)
            widths.append(visitor.page.locator("html").bounding_box()["width"])

    assert widths == [320, 320]
