"""The mailbox to which colleagues send a copy: read by IMAP, over TLS but on this machine; nothing of it is logged."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import unquote, urlsplit

SECONDS: Final = 20
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS: Final = {"imaps": 993, "imap": 143}
NUMBER: Final = re.compile(rb"\d+")
SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxUnavailable(Exception):
    """The mailbox doesn't answer as it should; `code` is the kind of error and holds nothing of an answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class MailboxAddress:
    """Where the mailbox is and who signs in; never shown."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_secure: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `imaps://user:password@host/folder`; without TLS only on this machine. Raises MailboxUnavailable."""
        parts = urlsplit(text)
        if parts.scheme not in PORTS or not parts.hostname or not parts.username or not parts.password:
            raise MailboxUnavailable("IMAP_URL is not imaps://user:password@host/folder")
        if parts.scheme == "imap" and parts.hostname not in LOOPBACK:
            raise MailboxUnavailable("IMAP_URL without TLS")
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if not folder.isascii():
            raise MailboxUnavailable("folder in IMAP_URL is not ASCII")
        port = parts.port or PORTS[parts.scheme]
        user, password = unquote(parts.username), unquote(parts.password)
        return cls(parts.hostname, port, user, password, folder, parts.scheme == "imaps")


class Mailbox:
    """An open folder. Messages are named by UID, which is good as long as `uid_validity` stays the same (RFC 3501)."""

    def __init__(self, server: imaplib.IMAP4, folder: str) -> None:
        self._server = server
        self._can = {word.decode().upper() for part in _bytes(server.capability()[1]) for word in part.split()}
        self._ask("select", _quoted(folder))
        self.uid_validity = _number(server.response("UIDVALIDITY")[1])

    def uids_after(self, uid: int, *, most: int) -> Sequence[int]:
        """The first messages above a UID."""
        found = self._uid("SEARCH", "UID", f"{uid + 1}:*")
        return sorted(number for number in _numbers(found) if number > uid)[:most]  # "*" is the last one, however low

    def left_behind(self, uid: int) -> Sequence[int]:
        """The messages up to a UID that are still there although they were dealt with; those put aside are not."""
        return _numbers(self._uid("SEARCH", "UID", f"1:{uid}", "UNFLAGGED")) if uid else []

    def size_of(self, uid: int) -> int:
        """The size of a message in bytes."""
        answer = b" ".join(_bytes(self._uid("FETCH", str(uid), "(RFC822.SIZE)")))
        found = SIZE.search(answer)
        return int(found[1]) if found else 0

    def content_of(self, uid: int) -> bytes:
        """A message, which stays unread; nothing where it is gone."""
        answer = self._uid("FETCH", str(uid), "(BODY.PEEK[])")
        return next((bytes(part[1]) for part in answer if isinstance(part, tuple)), b"")

    def put_away(self, uid: int, folder: str) -> None:
        """Move a message that was taken in to a folder, or delete it where there is none."""
        if folder and "MOVE" in self._can:
            self._uid("MOVE", str(uid), _quoted(folder))
            return
        if folder:
            self._uid("COPY", str(uid), _quoted(folder))
        self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._can:
            self._uid("EXPUNGE", str(uid))

    def put_aside(self, uid: int) -> None:
        """Mark a message that can't be read, for somebody to look at in a mail program."""
        self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Flagged)")

    def make_folder(self, folder: str) -> None:
        """See to it that a folder is there."""
        self._server.create(_quoted(folder))  # an answer "NO" says that it is

    def _ask(self, command: str, *arguments: str) -> None:
        status, _answer = getattr(self._server, command)(*arguments)
        if status != "OK":
            raise MailboxUnavailable(f"{command.upper()} refused")

    def _uid(self, command: str, *arguments: str) -> Sequence[bytes | tuple[bytes, bytes] | None]:
        status, answer = self._server.uid(command, *arguments)
        if status != "OK":
            raise MailboxUnavailable(f"{command} refused")
        return answer


@contextmanager
def open_mailbox(address: MailboxAddress) -> Iterator[Mailbox]:
    """Sign in and open the folder; whatever goes wrong inside becomes MailboxUnavailable, without its words."""
    try:
        server = _connect(address)
        try:
            server.login(address.user, address.password)
            yield Mailbox(server, address.folder)
        finally:
            server.shutdown()
    except (imaplib.IMAP4.error, OSError, EOFError) as error:
        code = "login or protocol" if isinstance(error, imaplib.IMAP4.error) else type(error).__name__
        raise MailboxUnavailable(code) from None


def _connect(address: MailboxAddress) -> imaplib.IMAP4:
    if address.is_secure:
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(address.host, address.port, ssl_context=context, timeout=SECONDS)
    return imaplib.IMAP4(address.host, address.port, timeout=SECONDS)


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _bytes(answer: Sequence[bytes | tuple[bytes, bytes] | None]) -> list[bytes]:
    return [part for part in answer if isinstance(part, bytes)]


def _numbers(answer: Sequence[bytes | tuple[bytes, bytes] | None]) -> list[int]:
    return [int(number) for number in NUMBER.findall(b" ".join(_bytes(answer)))]


def _number(answer: object) -> int:
    parts = [part for part in answer if isinstance(part, bytes)] if isinstance(answer, list) else []
    return int(parts[0]) if parts else 0
