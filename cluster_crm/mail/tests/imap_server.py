"""A real IMAP server (Dovecot) of our own on loopback, and a real SMTP server that delivers into it."""

import getpass
import imaplib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

USER, PASSWORD = "mailbox", "a-long-passphrase"
AUTHSERV = "in.example.org"
SECONDS = 20
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail
mail_uid = {mail_uid}
mail_gid = {mail_gid}
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_uid} gid={mail_gid} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ImapServer:
    """The server, as tests look at it from outside."""

    def __init__(self, port, secure_port):
        self.port, self.secure_port = port, secure_port
        self.url = f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/INBOX"

    @contextmanager
    def session(self, folder="INBOX"):
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=SECONDS)
        client.login(USER, PASSWORD)
        client.select(f'"{folder}"')
        try:
            yield client
        finally:
            client.logout()

    def deliver(self, content):
        with self.session() as client:
            client.append("INBOX", "", "", content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    def number(self, folder="INBOX"):
        with self.session(folder) as client:
            return len(client.search(None, "ALL")[1][0].split()) if client.state == "SELECTED" else 0

    def flagged(self):
        with self.session() as client:
            return len(client.search(None, "FLAGGED")[1][0].split())


@contextmanager
def imap_server(*, certificate=None):
    """A running server with an empty mailbox; skipped where Dovecot is missing, unless CRM_REQUIRE_IMAP=1."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if program is None:
        outcome = pytest.fail if os.environ.get("CRM_REQUIRE_IMAP") == "1" else pytest.skip
        outcome("No Dovecot found: install the package dovecot-imapd to run the tests of the mailbox.")
    with tempfile.TemporaryDirectory(prefix="imap-", dir="/tmp") as name:
        folder = Path(name)
        server = ImapServer(free_port(), free_port())
        process = subprocess.Popen([program, "-F", "-c", _configure(folder, server, certificate)])
        try:
            _wait_until_it_answers(process, server.port)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)


def _configure(folder, server, certificate):
    is_root = os.geteuid() == 0
    own = getpass.getuser()
    owner = _ids("dovecot") if is_root else (os.getuid(), os.getgid())
    folder.chmod(0o755)
    mail = folder / "mail"
    mail.mkdir()
    os.chown(mail, *owner)
    text = CONFIG.format(
        folder=folder,
        internal="dovecot" if is_root else own,
        group="dovecot" if is_root else own,
        login="dovenull" if is_root else own,
        mail_uid=owner[0],
        mail_gid=owner[1],
        password=PASSWORD,
        port=server.port,
        secure_port=server.secure_port if certificate else 0,
        ssl="yes" if certificate else "no",
    )
    if certificate:
        text += f"ssl_cert = <{certificate}\nssl_key = <{certificate}\n"
    path = folder / "dovecot.conf"
    path.write_text(text)
    return path


def _ids(name):
    import pwd  # noqa: PLC0415 - not on every system

    entry = pwd.getpwnam(name)
    return entry.pw_uid, entry.pw_gid


def _wait_until_it_answers(process, port):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                if line.recv(4).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail("Dovecot did not start.")


class Delivery:
    """Takes mail by SMTP as the agency's server does: it says what it knows of the sender, and delivers."""

    def __init__(self, mailbox, *, vouches_for):
        self.mailbox, self.vouches_for = mailbox, vouches_for

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, ARG002 - aiosmtpd's name
        domain = envelope.mail_from.rpartition("@")[2]
        verdict = "pass" if domain in self.vouches_for else "fail"
        head = f"Authentication-Results: {AUTHSERV}; dmarc={verdict} header.from={domain}\r\n".encode()
        self.mailbox.deliver(head + envelope.content)
        return "250 OK"


@contextmanager
def smtp_server(mailbox, *, vouches_for=()):
    """A running SMTP server in front of the mailbox; gives its port."""
    controller = Controller(Delivery(mailbox, vouches_for=vouches_for), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
