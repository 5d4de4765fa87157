"""What somebody typed into a search box, read as the things that it can be."""

import re
from dataclasses import dataclass
from typing import Final

from cluster_crm.people.contact import NotAPhoneNumber, normalise_phone
from cluster_crm.people.names import search_words

LONGEST: Final = 200
MOST_WORDS: Final = 8
SHORTEST_PART: Final = 3
"""Letters or digits that a part in the middle of a value needs: a trigram."""

LARGEST_NUMBER: Final = 2**63 - 1
REFERENCE: Final = re.compile(r"(?:[A-Za-z]{1,3}-)?([0-9]{1,19})")
TELEPHONE: Final = re.compile(r"\+?[0-9]{3,15}")
SIGNS_IN_NUMBERS: Final = re.compile(r"[\s().\-/]")


@dataclass(frozen=True, slots=True)
class Term:
    """One search: `text` for words in texts, and what else it may be; empty where it cannot be that.

    `phone_start` and `phone_part` are digits as they are stored; `is_literal` asks for what stands there, without
    forgiveness.
    """

    text: str = ""
    number: int | None = None
    email_start: str = ""
    email_part: str = ""
    phone_start: str = ""
    phone_part: str = ""
    words: tuple[str, ...] = ()
    is_literal: bool = False

    @property
    def name(self) -> str:
        """The words of a name in one text, as names are compared."""
        return " ".join(self.words)


def read_term(typed: str) -> Term:
    """Read what was typed; whatever it is, it becomes a term."""
    printable = "".join(letter if letter.isprintable() else " " for letter in typed[: 2 * LONGEST])
    text = " ".join(printable.split())[:LONGEST]
    found = REFERENCE.fullmatch(text)
    number = int(found[1]) if found and int(found[1]) <= LARGEST_NUMBER else None
    phone_start, phone_part = _phone(text)
    is_address = "@" in text and " " not in text
    is_one_word = " " not in text and len(text) >= SHORTEST_PART
    return Term(
        text=text,
        number=number,
        email_start=text.lower() if is_one_word and not is_address else "",
        email_part=text.lower() if is_one_word and is_address else "",
        phone_start=phone_start,
        phone_part=phone_part,
        words=() if is_address or phone_start or phone_part else tuple(search_words(text)[:MOST_WORDS]),
        is_literal='"' in text,
    )


def _phone(text: str) -> tuple[str, str]:
    """The digits with which a stored number begins, or which stand somewhere in it."""
    digits = SIGNS_IN_NUMBERS.sub("", text)
    if not TELEPHONE.fullmatch(digits):
        return "", ""
    try:
        return normalise_phone(digits), ""
    except NotAPhoneNumber:
        pass
    if digits.startswith("00"):
        return f"+{digits[2:]}", ""
    if digits.startswith("0"):
        return f"+31{digits[1:]}", ""
    return (digits, "") if digits.startswith("+") else ("", digits)
