"""Why a file can't be read as a CV, in codes that both sides of the process border know."""

from enum import StrEnum


class UnreadableCode(StrEnum):
    """The reasons for which a file isn't read; `cv_text.Unreadable` says them to people."""

    EMPTY = "EMPTY"
    WRONG_TYPE = "WRONG_TYPE"
    OLD_WORD = "OLD_WORD"
    ENCRYPTED = "ENCRYPTED"
    NO_TEXT = "NO_TEXT"
    CORRUPT = "CORRUPT"
    TOO_LARGE = "TOO_LARGE"
    ZIP_BOMB = "ZIP_BOMB"
    UNSAFE = "UNSAFE"
    TOO_COSTLY = "TOO_COSTLY"


class UnreadableContent(Exception):
    """The bytes can't be read as a CV; carries the code and nothing of the content."""

    def __init__(self, code: UnreadableCode) -> None:
        super().__init__(code.value)
        self.code = code
