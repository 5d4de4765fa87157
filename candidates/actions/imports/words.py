"""Codes of rows in words."""

from typing import Final

from candidates.models.import_rows import RowReason
from candidates.readers.candidate_draft import Problem
from candidates.readers.cv_text import Unreadable

WORDS: Final = {code: label for choices in (Problem, Unreadable, RowReason) for code, label in choices.choices}


def words_of_code(code: str) -> str:
    """Say to people why a row was refused, waits or is left out."""
    return str(WORDS.get(code, code))
