"""A message as Outlook saves it (.msg, MS-OXMSG): a compound file with one stream a property."""

import io
import struct
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import Parser
from email.utils import format_datetime
from typing import Final

import olefile

from cluster_crm.mail.readers.codes import UnreadableCode, UnreadableContent
from cluster_crm.mail.readers.eml import decoded
from cluster_crm.mail.readers.opened import Opened, OpenedFile

MARK: Final = bytes.fromhex("D0CF11E0A1B11AE1")
PROPERTIES: Final = "__properties_version1.0"
TEXT, TEXT8, BINARY, TIME, NUMBER = "001F", "001E", "0102", 0x0040, 0x0003
MOST_STORAGES: Final = 500
EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
(CLASS, SUBJECT, TRANSPORT, BODY, HTML, MESSAGE_ID) = ("001A", "0037", "007D", "1000", "1013", "1035")
(SENDER_NAME, SENDER_TYPE, SENDER_ADDRESS, SENDER_SMTP) = ("0C1A", "0C1E", "0C1F", "5D01")
(SHOWN_NAME, ADDRESS, SMTP) = ("3001", "3003", "39FE")
(FILE, LONG_NAME, SHORT_NAME, CONTENT_ID) = ("3701", "3707", "3704", "3712")
(SUBMITTED, DELIVERED, RECIPIENT_TYPE, CODE_PAGE, HTML_CODE_PAGE) = (0x0039, 0x0E06, 0x0C15, 0x3FFD, 0x3FDE)
HEADER_BYTES: Final = {"": 32, "__recip": 8, "__attach": 8}
FIELDS: Final = {1: "To", 2: "Cc"}


def open_msg(content: bytes) -> Opened:
    """Take a message of Outlook apart; refuses other compound files, such as old Word documents."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            if not file.exists(PROPERTIES):
                raise UnreadableContent(UnreadableCode.WRONG_TYPE)
            return _Reader(file).opened()
    except OSError:
        raise UnreadableContent(UnreadableCode.CORRUPT) from None


class _Reader:
    """The properties of one file."""

    def __init__(self, file: olefile.OleFileIO) -> None:
        self.file = file
        names = {str(path[0]) for path in file.listdir(streams=True, storages=True)}
        if len(names) > MOST_STORAGES:
            raise UnreadableContent(UnreadableCode.UNSAFE)
        self.recipients = sorted(name for name in names if name.startswith("__recip_version1.0_#"))
        self.attachments = sorted(name for name in names if name.startswith("__attach_version1.0_#"))
        self.fixed = self._fixed("")

    def opened(self) -> Opened:
        """The message."""
        html = self._stream("", HTML, BINARY)
        page = self.fixed.get(HTML_CODE_PAGE) or self.fixed.get(CODE_PAGE) or 65001
        return Opened(
            headers=self._headers(),
            text=self.text("", BODY),
            html=_of_page(html, page) if html else self.text("", HTML),
            files=[file for name in self.attachments if (file := self._attachment(name))],
            message_class=self.text("", CLASS),
        )

    def text(self, storage: str, number: str) -> str:
        """A property that holds text; empty where it is missing."""
        wide = self._stream(storage, number, TEXT)
        if wide:
            return wide.decode("utf-16-le", "replace").replace("\0", "")
        narrow = self._stream(storage, number, TEXT8)
        return _of_page(narrow, self.fixed.get(CODE_PAGE) or 1252).replace("\0", "")

    def _headers(self) -> EmailMessage:
        """The headers as they travelled; of a message that was saved where it was sent from, made of its properties."""
        travelled = self.text("", TRANSPORT).lstrip("\r\n").rstrip()
        lines = [travelled] if travelled else [*self._parties(), *self._facts()]
        headers = _parsed(lines)
        return headers if "subject" in headers else _parsed([*lines, *_line("Subject", self.text("", SUBJECT))])

    def _facts(self) -> list[str]:
        moment = self.fixed.get(SUBMITTED) or self.fixed.get(DELIVERED)
        return [*_line("Message-ID", self.text("", MESSAGE_ID)), *_line("Date", _moment(moment) if moment else "")]

    def _parties(self) -> list[str]:
        is_smtp = self.text("", SENDER_TYPE).upper() == "SMTP"
        sender = self.text("", SENDER_SMTP) or (self.text("", SENDER_ADDRESS) if is_smtp else "")
        found: dict[str, list[str]] = {}
        for name in self.recipients:
            field = FIELDS.get(self._fixed(name).get(RECIPIENT_TYPE, 1))
            address = self.text(name, SMTP) or self.text(name, ADDRESS)
            if field and "@" in address:
                found.setdefault(field, []).append(_party(self.text(name, SHOWN_NAME), address))
        lines = _line("From", _party(self.text("", SENDER_NAME), sender))
        return [*lines, *(line for field, parties in found.items() for line in _line(field, ", ".join(parties)))]

    def _attachment(self, storage: str) -> OpenedFile | None:
        """A file; a picture that the text shows, and a message inside the message, are left out."""
        content = self._stream(storage, FILE, BINARY)
        name = self.text(storage, LONG_NAME) or self.text(storage, SHORT_NAME)
        is_picture = bool(self.text(storage, CONTENT_ID)) and name.lower().endswith((".png", ".jpg", ".jpeg", ".gif"))
        return None if is_picture or not content else OpenedFile(name, content)

    def _stream(self, storage: str, number: str, kind: str) -> bytes:
        path = [*filter(None, [storage]), f"__substg1.0_{number}{kind}"]
        if not self.file.exists(path):
            return b""
        content: bytes = self.file.openstream(path).read()
        return content

    def _fixed(self, storage: str) -> dict[int, int]:
        """The properties of fixed length: their numbers and values, from rows of 16 bytes."""
        path = [*filter(None, [storage]), PROPERTIES]
        if not self.file.exists(path):
            return {}
        rows = self.file.openstream(path).read()[HEADER_BYTES[storage.partition("_version")[0]] :]
        values = {}
        for kind, number, _flags, value in struct.iter_unpack("<HHIQ", rows[: len(rows) // 16 * 16]):
            if kind in {TIME, NUMBER}:
                values[number] = value & 0xFFFFFFFF if kind == NUMBER else value
        return values


def _parsed(lines: Iterable[str]) -> EmailMessage:
    return Parser(EmailMessage, policy=policy.default).parsestr("\n".join(lines) + "\n\n", headersonly=True)


def _line(name: str, value: str) -> list[str]:
    """A header that was no header: one line, so that nobody writes a second one into it; none where it is empty."""
    whole = " ".join(value.split())
    return [f"{name}: {whole}"] if whole else []


def _party(name: str, address: str) -> str:
    quoted = name.replace("\\", "").replace('"', "")
    return f'"{quoted}" <{address}>' if address else f'"{quoted}"' if quoted else ""


def _moment(ticks: int) -> str:
    """A time of Windows, in tenths of microseconds since 1601, as a header says it."""
    try:
        return format_datetime(EPOCH + timedelta(microseconds=ticks // 10))
    except OverflowError:
        return ""


def _of_page(content: bytes, page: int) -> str:
    return decoded(content, {65001: "utf-8", 20127: "ascii", 28591: "iso-8859-1"}.get(page, f"cp{page}"))
