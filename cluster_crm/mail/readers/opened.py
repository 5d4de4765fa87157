"""A message as both readers leave it: its headers, its words, its files."""

from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from typing import Final

LONGEST_HEADER: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that came with a message, as bytes, under the name that the sender gave it."""

    name: str
    content: bytes


@dataclass(slots=True)
class Opened:
    """A message taken apart; `message_class` is what Outlook calls it, `reports` are parts for machines."""

    headers: EmailMessage
    text: str = ""
    html: str = ""
    files: list[OpenedFile] = field(default_factory=list)
    reports: "list[Message]" = field(default_factory=list)
    message_class: str = ""
    is_sealed: bool = False

    def header(self, name: str) -> str:
        """A header in one line, decoded; empty where it is missing or beyond reading."""
        return header_of(self.headers, name)

    def has(self, name: str) -> bool:
        """Whether a header is there."""
        return name in self.headers


def header_of(message: Message, name: str) -> str:
    """The first header of this name as one decoded line; what the parser chokes on is read as it stands."""
    found = (value for key, value in message.raw_items() if key.lower() == name.lower())
    raw = str(next(found, ""))[:LONGEST_HEADER]
    if not raw:
        return ""
    try:
        parsed = str(message.policy.header_fetch_parse(name, raw))
    except Exception:  # noqa: BLE001 - the parser of headers fails on hostile ones in ways that no list foresees
        parsed = raw
    return " ".join(parsed.replace("\0", "").encode("utf-8", "replace").decode().split())
