"""Telephone numbers in the cells of a table: several in one cell, or turned into a number by a spreadsheet."""

import re

from candidates.readers.candidate_draft import Problem
from cluster_crm.people.contact import NotAPhoneNumber, normalise_phone

SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
TURNED_INTO_NUMBER = re.compile(r"([1-9]\d{7,14})(?:[.,]0+)?")
BETWEEN_NUMBERS = re.compile(r"\s*[;,|/\n]\s*|\s+(?:of|en|or|and)\s+")


class NotPhones(ValueError):
    """The cell holds no telephone number; carries the reason, not the text."""

    def __init__(self, reason: Problem) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_phones(text: str, region: str) -> tuple[list[str], Problem | None]:
    """The numbers of a cell as E.164 and what was mended; without country code they are of the region."""
    if SHORTENED.fullmatch(text):
        raise NotPhones(Problem.PHONE_SHORTENED)
    if number := TURNED_INTO_NUMBER.fullmatch(text):
        return [_mended(number[1], region)], Problem.PHONE_MENDED
    whole = _normalised(text, region)
    parts = [whole] if whole else [_normalised(part, region) for part in BETWEEN_NUMBERS.split(text) if part]
    if not parts or not all(parts):
        raise NotPhones(Problem.NOT_A_PHONE)
    return list(dict.fromkeys(parts)), None


def _mended(digits: str, region: str) -> str:
    """With the 0 that is missing, else with the + that is missing."""
    found = _normalised(f"0{digits}", region) or _normalised(f"+{digits}", region)
    if not found:
        raise NotPhones(Problem.NOT_A_PHONE)
    return found


def _normalised(text: str, region: str) -> str:
    try:
        return normalise_phone(text, region=region)
    except NotAPhoneNumber:
        return ""
