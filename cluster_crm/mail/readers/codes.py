"""What a message is and why one can't be read, in codes that both sides of the process border know."""

from enum import StrEnum


class MailKind(StrEnum):
    """Who speaks in a message: only a person's own words can be contact (requirements 4.2)."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    DELAY = "delay"
    RECEIPT = "receipt"


class UnreadableCode(StrEnum):
    """The reasons for which a file isn't read; `message.Unreadable` says them to people."""

    EMPTY = "EMPTY"
    WRONG_TYPE = "WRONG_TYPE"
    CORRUPT = "CORRUPT"
    TOO_LARGE = "TOO_LARGE"
    UNSAFE = "UNSAFE"
    TOO_COSTLY = "TOO_COSTLY"


class UnreadableContent(Exception):
    """The bytes can't be read as a message; carries the code and nothing of the content."""

    def __init__(self, code: UnreadableCode) -> None:
        super().__init__(code.value)
        self.code = code
