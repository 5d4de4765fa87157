"""Through a real mail server: what arrives, and what a refusal becomes."""

import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from privacy.actions.messages import queue_message
from privacy.models import Message
from privacy.testing import make_subject
from privacy.vocabulary import Purpose, SubjectKind


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
    message = queue_message(
        make_subject().pk,
        SubjectKind.CANDIDATE,
        to_address=address,
        subject_line="Uw verzoek",
        body="Beste Kees, wij hebben uw gegevens gewist. Groeten van Noémi",
        purpose=Purpose.SERVICE,
        decision_code="SERVICE",
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
