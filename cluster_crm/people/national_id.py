"""The citizen service number (BSN): the eleven-test, and finding one where it may not stand (CAND-DATA-16, -31)."""

import re
from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

WRITTEN_BSN = re.compile(
    # The first sign is a digit, so that a text without digits is passed over at once; then what stood before it.
    r"\d(?<!\d\d)(?<!\+\d\d\d)(?<!\+\d\d[ -]\d)(?<!\(0\)\d)"  # neither within a number nor of a telephone number
    r"(?:\d{8}|\d{3}([. -])\d{2}\1\d{3}|\d{2}([. -])\d{3}\2\d{3})"
    r"(?!\d)"
)


class NotABsn(ValueError):
    """The text isn't a citizen service number; the message doesn't repeat it."""


@dataclass(frozen=True, slots=True)
class BsnFound:
    """Where in a text a valid BSN stands; the number itself is not copied."""

    start: int
    end: int


def normalise_bsn(text: str) -> str:
    """Return the nine digits of a BSN that passes the eleven-test (UAVG 46)."""
    try:
        return str(bsn.validate(text))
    except ValidationError:
        raise NotABsn("not a citizen service number") from None


def find_bsns(text: str) -> list[BsnFound]:
    """Find every valid BSN, written plain or in the groups in which people write it."""
    return [BsnFound(*match.span()) for match in WRITTEN_BSN.finditer(text) if bsn.is_valid(match[0])]


def without_bsn(text: str, *, mark: str = "") -> str:
    """Return the text with each BSN made unreadable: by a mark, else by an asterisk for each sign (UAVG 46)."""
    for found in reversed(find_bsns(text)):
        text = f"{text[: found.start]}{mark or '*' * (found.end - found.start)}{text[found.end :]}"
    return text
