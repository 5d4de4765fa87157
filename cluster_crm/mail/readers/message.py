"""A message in a file, read in a limited child process (`extract`): what it says, who wrote it, what came with it."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.mail.readers.codes import MailKind, UnreadableCode
from cluster_crm.web.confined import SECONDS, Unanswered, read_confined

MAX_BYTES: Final = 25 * 1024 * 1024
READER: Final = "cluster_crm.mail.readers.extract"
EARLIEST_YEAR: Final = 1995


class Unreadable(models.TextChoices):
    """Why a message wasn't read, said to people."""

    EMPTY = UnreadableCode.EMPTY, _("The file is empty.")
    WRONG_TYPE = UnreadableCode.WRONG_TYPE, _("This is no e-mail message: save the message as .eml or .msg.")
    CORRUPT = UnreadableCode.CORRUPT, _("The file is damaged: save the message again.")
    TOO_LARGE = UnreadableCode.TOO_LARGE, _("The file is larger than 25 MB: save the message without its attachments.")
    UNSAFE = UnreadableCode.UNSAFE, _("The file is made in a way that no mail program does, and was not opened.")
    TOO_COSTLY = UnreadableCode.TOO_COSTLY, _("Reading the file took more time or memory than a message is allowed.")


class MailUnreadable(Exception):
    """The file can't be read as a message; the message is the reason and holds nothing of the content."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in the headers, as the sender wrote him down."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a message; the type is the one that its content shows."""

    name: str
    content_type: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that could not be reached: why (RFC 3463), and the number of the message that came back."""

    recipient: str
    status: str
    original_id: str

    @property
    def is_final(self) -> bool:
        """Whether trying again is of no use; a report without a status is one of a failure."""
        return not self.status or self.status.startswith("5")


@dataclass(frozen=True, slots=True)
class Authentication:
    """What the receiving server says of the sender (RFC 8601): who speaks, which domains passed, if DMARC failed."""

    server: str
    passed: frozenset[str]
    has_failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """A message: the words are the sender's own, without quoted history and at most 20,000 characters.

    `forwarded` are the words of a message that this one passes on without a word of its own. `senders` are those of
    From, Reply-To and Sender, in this order; the first is the one who writes.
    """

    kind: MailKind
    message_id: str
    subject: str
    senders: tuple[Party, ...]
    recipients: tuple[Party, ...]
    sent_at: datetime | None
    received_at: datetime | None
    authentication: Authentication
    text: str
    forwarded: str
    has_cut: bool
    is_shortened: bool
    is_sealed: bool
    files: tuple[MailFile, ...]
    files_left_out: int
    bounce: Bounce | None
    content_hash: str

    def happened_at(self, now: datetime) -> datetime:
        """When it was sent; a date that cannot be right is replaced by that of the last server, or by now."""
        right = (at for at in (self.sent_at, self.received_at) if at and at.year >= EARLIEST_YEAR and at <= now)
        return next(right, now)


def read_mail(content: bytes, *, seconds: float = SECONDS) -> ReadMail:
    """Read a message, or say by name why that can't be done."""
    if len(content) > MAX_BYTES:
        raise MailUnreadable(Unreadable.TOO_LARGE)
    try:
        found = read_confined(READER, content, seconds=seconds)
    except Unanswered as refusal:
        raise MailUnreadable(Unreadable(refusal.code)) from None
    return _mail(found, sha256(content).hexdigest())


def _mail(found: Mapping[str, Any], content_hash: str) -> ReadMail:
    vouched = found["authentication"]
    return ReadMail(
        kind=MailKind(found["kind"]),
        message_id=found["message_id"],
        subject=found["subject"],
        senders=tuple(Party(**party) for party in found["senders"]),
        recipients=tuple(Party(**party) for party in found["recipients"]),
        sent_at=_moment(found["sent_at"]),
        received_at=_moment(found["received_at"]),
        authentication=Authentication(vouched["server"], frozenset(vouched["passed"]), vouched["has_failed"]),
        text=found["text"],
        forwarded=found["forwarded"],
        has_cut=found["has_cut"],
        is_shortened=found["is_shortened"],
        is_sealed=found["is_sealed"],
        files=tuple(
            MailFile(file["name"], file["content_type"], file["sha256"], b64decode(file["content"]))
            for file in found["files"]
        ),
        files_left_out=found["files_left_out"],
        bounce=Bounce(**found["bounce"]) if found["bounce"] else None,
        content_hash=content_hash,
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
