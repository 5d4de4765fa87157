"""Through a real mail server: what arrives, and what a refusal becomes."""

import re
import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from privacy.actions.footers import stop_address
from privacy.actions.messages import queue_message
from privacy.actions.sending import may_send
from privacy.models import Message
from privacy.tests.test_stop import queue, reader
from privacy.vocabulary import Channel, Purpose, SubjectKind


class Mailboxes:
    """Takes mail, but not for nobody@, and not yet for busy@."""

    def __init__(self):
        self.received = []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802, ARG002 - aiosmtpd's name
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        if address.startswith("busy@"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, ARG002 - aiosmtpd's name
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mailboxes(settings):
    handler = Mailboxes()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_URL = "smtp://127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    yield handler
    server.stop()


def carry_out(address, **fields):
    """Queue a message and carry out its job, as a worker does."""
    candidate = make_candidate()
    Candidate.objects.filter(pk=candidate.pk).update(email=address.lower())
    message = queue_message(
        candidate.pk,
        SubjectKind.CANDIDATE,
        to_address=address,
        subject_line="Uw verzoek",
        body="Beste Kees, wij hebben uw gegevens gewist. Groeten van Noémi",
        purpose=Purpose.SERVICE,
        language="nl",
        **fields,
    )
    run(Job.objects.get(target_id=message.pk).pk)
    message.refresh_from_db()
    return message


@pytest.mark.django_db
@pytest.mark.requirement("ACC-06")
def test_message_arrives_under_its_own_number(mailboxes, settings):
    message = carry_out("kees@example.org", keep_until_delivered=True)

    [mail] = mailboxes.received
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "kees@example.org",
        settings.DEFAULT_FROM_EMAIL,
        "Uw verzoek",
    )
    assert mail.get_content().strip() == "Beste Kees, wij hebben uw gegevens gewist. Groeten van Noémi"
    assert str(message.pk) in mail["Message-ID"]
    assert (message.state, message.to_address) == (Message.State.SENT, "")


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "state", "jobs"), [("nobody", "failed", 1), ("busy", "queued", 2)])
def test_refusal_of_the_server_is_final_or_for_now(mailboxes, address, state, jobs):
    message = carry_out(f"{address}@example.org")

    assert (message.state, message.error_code, mailboxes.received) == (state, "SMTPRecipientsRefused", [])
    assert Job.objects.filter(target_id=message.pk).count() == jobs


@pytest.mark.django_db
def test_server_that_is_down_is_tried_again(settings, mailboxes):
    settings.EMAIL_PORT = 1

    message = carry_out("kees@example.org")

    assert (message.state, message.error_code, message.attempts) == ("queued", "ConnectionRefusedError", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["kees@example.org\nBcc: all@example.org", "kees oster@@"])
def test_impossible_address_does_not_leave(mailboxes, address):
    message = carry_out(address)

    assert (message.state, mailboxes.received) == ("failed", [])


def marketing(purpose=Purpose.DM_OTHER):
    """A marketing message, sent as a worker does; returns the person and the mail as it arrived."""
    candidate = reader()
    message = queue(candidate, purpose)
    run(Job.objects.get(target_id=message.pk).pk)
    return candidate


@pytest.mark.django_db
@pytest.mark.requirement("CONTACT-02", "LAW-45", "LAW-14")
@pytest.mark.parametrize("purpose", [Purpose.DM_OTHER, Purpose.DM_RECRUIT, Purpose.JOB_ALERT])
def test_marketing_says_who_sends_it_why_and_how_it_stops(mailboxes, client, purpose):
    candidate = marketing(purpose)

    [mail] = mailboxes.received
    text = mail.get_content()
    way_out = re.fullmatch(r"<http://127\.0\.0\.1:8000(/nl/privacy/stop/\S+/)>", mail["List-Unsubscribe"].strip())[1]
    in_text = re.search(r"http://127\.0\.0\.1:8000(/nl/privacy/stop/\S+/)", text)[1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Example Recruitment B.V., Voorbeeldstraat 1, 1234 AB" in text
    assert "Waarom krijgt u deze e-mail? U hebt" in text
    assert ("bezwaar maken tegen reclame" in text) == (purpose != Purpose.JOB_ALERT)
    assert "/nl/privacy/choices/" in text
    assert (client.get(in_text).status_code, in_text != way_out) == (200, True)
    client.post(way_out, {"List-Unsubscribe": "One-Click"})
    assert not may_send(candidate.pk, SubjectKind.CANDIDATE, purpose, Channel.EMAIL).is_allowed


@pytest.mark.django_db
@pytest.mark.requirement("CONTACT-02")
def test_service_mail_has_no_way_out_and_says_that_a_program_wrote_it(mailboxes):
    carry_out("kees@example.org")

    [mail] = mailboxes.received
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (None, None)
    assert "/stop/" not in mail.get_content()
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("nl", "auto-generated")
    assert mail["Date"].datetime is not None


@pytest.mark.django_db
@pytest.mark.requirement("SRC-03", "RET-08")
def test_no_mail_holds_an_image_or_any_html(mailboxes, settings):
    settings.CRM_COUNT_CLICKS = True
    marketing()
    carry_out("kees@example.org")

    for mail in mailboxes.received:
        assert [part.get_content_type() for part in mail.walk()] == ["text/plain"]
        assert not re.search(r"<img|cid:|\.(gif|png|jpe?g|svg)\b", mail.get_content(), re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.requirement("MKT-06", "ACC-06")
def test_whoever_stops_it_gets_not_even_what_was_queued(mailboxes, client):
    candidate = reader()
    message = queue(candidate, Purpose.DM_OTHER)

    client.post(stop_address(message).removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"})
    run(Job.objects.get(target_id=message.pk).pk)

    message.refresh_from_db()
    assert (message.state, message.error_code, mailboxes.received) == ("cancelled", "OBJECTED", [])


@pytest.mark.django_db
@pytest.mark.requirement("SRC-03")
def test_links_are_counted_in_the_mail_and_plain_in_what_staff_read(mailboxes, settings):
    settings.CRM_COUNT_CLICKS = True
    candidate = reader()
    message = queue(candidate, Purpose.DM_OTHER, body="Nieuws: https://example.org/nieuws")

    run(Job.objects.get(target_id=message.pk).pk)

    message.refresh_from_db()
    [mail] = mailboxes.received
    assert "https://example.org/nieuws" in message.body
    assert "https://example.org/nieuws" not in mail.get_content()
    assert "http://127.0.0.1:8000/r/" in mail.get_content()
