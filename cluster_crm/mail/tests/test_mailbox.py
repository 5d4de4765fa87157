"""A real mailbox: what is sent to it by SMTP stands on timelines, once, whatever dies; forged senders wait."""

import re
import smtplib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.actions import reap, run
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import StartWorker, broker_contents, end_lease, wait_for, wait_until, worker
from cluster_crm.mail.actions.poll import ask_mailbox, poll_mailbox
from cluster_crm.mail.actions.whose import Why
from cluster_crm.mail.mailbox import MailboxAddress, MailboxUnavailable
from cluster_crm.mail.models import MailboxState, TakenMail, WaitingMail
from cluster_crm.mail.testing import make_mail
from cluster_crm.mail.tests.imap_server import AUTHSERV, imap_server, smtp_server
from cluster_crm.mail.transport import headers_of
from cluster_crm.people.models import Interaction, InteractionNote
from privacy.tests.test_stop import codes, queue, reader
from privacy.vocabulary import Purpose, Role

__all__ = ["worker"]
NOOR, US, OURS = "noor@example.com", "recruiter@example.org", "example.org"


@pytest.fixture(scope="module")
def server():
    with imap_server() as running:
        yield running


@pytest.fixture
def mailbox(server, settings, monkeypatch):
    """An empty mailbox that the settings name, here and in workers."""
    for folder in ("INBOX", "Taken"):
        with server.session(folder) as client:
            if server.number(folder):
                client.store("1:*", "+FLAGS", r"(\Deleted)")
                client.expunge()
    for name, value in {"IMAP_URL": server.url, "CRM_MAIL_AUTHSERV_ID": AUTHSERV}.items():
        setattr(settings, name, value)
        monkeypatch.setenv(name, value)
    return server


@pytest.fixture
def recruiter(db):
    return make_user(Role.RECRUITER, email=US)


@pytest.fixture
def noor(db):
    return make_candidate(email=NOOR)


def vouched(content, domain="example.org", verdict="pass"):
    return f"Authentication-Results: {AUTHSERV}; dmarc={verdict} header.from={domain}\n".encode() + content


def poll():
    """Read the mailbox in this process; returns its state."""
    job = poll_mailbox()
    assert job is not None
    run(job.pk)
    return MailboxState.objects.get()


def told():
    return list(Interaction.objects.order_by("direction").values_list("direction", "created_by__email"))


def test_copy_of_what_we_send_and_an_answer_stand_on_the_timeline(mailbox, recruiter, noor):
    mailbox.deliver(vouched(make_mail("Can you come?", sender=US, to=NOOR)))
    mailbox.deliver(vouched(make_mail("I can.", sender=NOOR, to=US), "example.com"))

    state = poll()

    assert told() == [("inbound", US), ("outbound", US)]
    assert {note.text.partition("\n\n")[2] for note in InteractionNote.objects.all()} == {"Can you come?", "I can."}
    assert (mailbox.number(), mailbox.number("Taken")) == (0, 2)
    assert (state.taken_count, state.error_code) == (2, "")


@pytest.mark.django_db
@pytest.mark.requirement("CONTACT-02")
def test_message_of_a_mail_program_stops_marketing_and_stands_nowhere(mailbox, settings):
    candidate = reader()
    settings.CRM_MAIL_STOP_ADDRESS = "stop@example.org"
    ways = headers_of(queue(candidate, Purpose.DM_OTHER))["List-Unsubscribe"]
    subject = unquote(re.search(r"<mailto:stop@example\.org\?subject=([^>]+)>", ways)[1])
    mailbox.deliver(make_mail("", sender="somebody@example.net", to="stop@example.org", subject=subject))
    mailbox.deliver(make_mail("", sender="somebody@example.net", to=US, subject="Stop that"))
    before = codes(candidate)

    state = poll()

    assert (before[1], codes(candidate)[1], state.taken_count) == ("OPTIN", "OBJECTED", 2)
    assert WaitingMail.objects.count() <= 1


@pytest.mark.django_db
@pytest.mark.parametrize("subject", ["Re: stop x", "stop", "stop " + "A" * 120, "stop \u0660"])
def test_message_that_asks_with_no_link_of_ours_stops_nothing(mailbox, subject):
    candidate = reader()
    mailbox.deliver(make_mail("", sender="somebody@example.net", to=US, subject=subject))

    poll()

    assert codes(candidate)[1] == "OPTIN"


@pytest.mark.parametrize(
    "content",
    [
        make_mail("Forged", sender=US, to=NOOR),
        vouched(make_mail("Forged", sender=US, to=NOOR), verdict="fail"),
        vouched(make_mail("Forged", sender=US, to=NOOR), domain="example.net"),
        make_mail(
            "Forged", sender=US, to=NOOR, Authentication_Results="in.other.example; dmarc=pass header.from=example.org"
        ),
        b"Authentication-Results: mx.other.example; none\n" + vouched(make_mail("Forged", sender=US, to=NOOR)),
        vouched(make_mail("Forged", sender=NOOR, to=US), domain="example.com", verdict="fail"),
    ],
    ids=["no verdict", "failed", "other domain", "other server", "below another verdict", "forged candidate"],
)
def test_message_that_nobody_vouches_for_waits(mailbox, recruiter, noor, content):
    mailbox.deliver(content)

    poll()

    assert not Interaction.objects.exists()
    assert [(mail.why, mail.owner) for mail in WaitingMail.objects.all()] == [(Why.NOT_VOUCHED, None)]


def test_message_to_nobody_of_ours_waits(mailbox, recruiter, noor):
    mailbox.deliver(make_mail(sender=NOOR, to="office@example.net"))

    poll()

    assert [mail.why for mail in WaitingMail.objects.all()] == [Why.NO_COLLEAGUE]


def test_message_that_cannot_be_read_is_put_aside_and_stops_nobody(mailbox, recruiter, noor):
    mailbox.deliver(b"Content-Type: text/plain\n\nno message at all\n")
    mailbox.deliver(make_mail(sender=NOOR, to=US))

    state, again = poll(), poll()

    assert (state.taken_count, state.put_aside_count, again.put_aside_count) == (1, 1, 1)
    assert (mailbox.number(), mailbox.flagged(), mailbox.number("Taken")) == (1, 1, 1)


def test_reading_begins_anew_without_taking_anything_twice(mailbox, recruiter, noor):
    mailbox.deliver(make_mail(sender=NOOR, to=US))
    poll()
    with mailbox.session("Taken") as client:
        client.copy("1:*", "INBOX")
    MailboxState.objects.update(uid_validity=1)

    state = poll()

    assert Interaction.objects.count() == 1
    assert state.uid_validity > 1
    assert mailbox.number() == 0


def test_message_that_was_committed_and_left_behind_is_put_away(mailbox, recruiter, noor):
    mailbox.deliver(make_mail(sender=NOOR, to=US))
    state = poll()
    with mailbox.session("Taken") as client:
        client.copy("1:*", "INBOX")
    MailboxState.objects.update(last_uid=state.last_uid + 1)

    poll()

    assert (Interaction.objects.count(), mailbox.number()) == (1, 0)


def test_messages_are_deleted_where_no_folder_is_wanted(mailbox, recruiter, noor, settings):
    settings.CRM_MAIL_TAKEN_FOLDER = "delete"
    mailbox.deliver(make_mail(sender=NOOR, to=US))

    poll()

    assert (Interaction.objects.count(), mailbox.number(), mailbox.number("Taken")) == (1, 0, 0)


@pytest.mark.django_db
@pytest.mark.requirement("ACC-11")
def test_wrong_password_is_told_without_any_content(mailbox, settings, caplog):
    settings.IMAP_URL = mailbox.url.replace("mailbox:", "zonnevlek:wrong-").replace("a-long-passphrase", "pass")
    caplog.set_level("DEBUG")

    state = poll()
    job = Job.objects.get()

    assert (state.error_code, state.failed_at is not None, ask_mailbox()) == ("login or protocol", True, "failing")
    assert (job.state, job.error_code) == (Job.State.DONE, "")
    assert "zonnevlek" not in caplog.text


@pytest.mark.django_db
def test_server_that_is_down_is_told_and_tried_again(mailbox, settings):
    url, settings.IMAP_URL = settings.IMAP_URL, "imap://a:b@127.0.0.1:9/INBOX"
    down = poll()
    settings.IMAP_URL = url

    up = poll()

    assert (down.error_code, up.error_code, up.failed_at, ask_mailbox()) == ("ConnectionRefusedError", "", None, "ok")


@pytest.mark.django_db
def test_nothing_is_read_without_a_mailbox_nor_twice_at_once(mailbox, settings):
    first, second = poll_mailbox(), poll_mailbox()
    settings.IMAP_URL = ""

    assert (first is None, second, poll_mailbox(), ask_mailbox()) == (False, None, None, "off")


@pytest.mark.parametrize(
    "url", ["imap://a:b@mail.example.org/INBOX", "http://a:b@localhost/", "imaps://mail.example.org/"]
)
def test_address_that_would_show_the_password_is_refused(url):
    with pytest.raises(MailboxUnavailable):
        MailboxAddress.parse(url)


def test_address_never_shows_its_password():
    address = MailboxAddress.parse("imaps://a%40b:s%2Fecret@mail.example.org/Bcc%20box")

    assert (address.user, address.password, address.folder, address.port) == ("a@b", "s/ecret", "Bcc box", 993)
    assert "ecret" not in repr(address)


@contextmanager
def own_certificate(folder):
    """A certificate that only its own owner believes in."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    path = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    yield path


@pytest.mark.django_db
def test_server_whose_certificate_nobody_knows_is_not_trusted(tmp_path, settings, recruiter, noor, monkeypatch):
    with own_certificate(tmp_path) as path, imap_server(certificate=path) as running:
        settings.IMAP_URL = f"imaps://mailbox:a-long-passphrase@localhost:{running.secure_port}/INBOX"
        unknown = poll()
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        known = poll()

    assert (unknown.error_code, known.error_code) == ("SSLCertVerificationError", "")


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("ACC-06")
@pytest.mark.requirement("ACC-11")
def test_message_sent_by_smtp_is_taken_in_once_though_the_worker_is_killed(mailbox, worker: StartWorker):
    noor = make_candidate(email=NOOR)
    make_user(Role.RECRUITER, email=US)
    with smtp_server(mailbox, vouches_for={"example.org"}) as port, smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(6):
            client.sendmail(US, ["bcc@example.org"], make_mail(f"Zonnevlek {number}", sender=US, to=NOOR))
    job = poll_mailbox()

    first = worker()
    wait_until(TakenMail.objects.exists)
    first.kill()
    end_lease(job)
    reap()
    second = worker()
    done = wait_for(job, Job.State.DONE)

    assert done.steps_done == 6
    assert Interaction.objects.count() == 6
    assert InteractionNote.objects.filter(data_subject=noor.pk).count() == 6
    wait_until(lambda: mailbox.number() == 0)
    said = first.log.read_text() + second.log.read_text() + broker_contents()
    assert not any(word in said for word in ("Zonnevlek", NOOR, "a-long-passphrase"))
