"""Reads the text of a CV, as `cv_text` takes it out of a file."""

import re
from collections.abc import Iterator

import phonenumbers

from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.cv.reading import CvReading, Evidence
from candidates.readers.cv_guess import guess_candidate


def read_cv_text(text: str) -> CvReading:
    """The draft of whom a CV is about, with the place of each value; what is doubtful is left empty."""
    draft = guess_candidate(text)
    return CvReading(draft, tuple(sorted(_places(text, draft), key=lambda piece: piece.start)))


def _places(text: str, draft: CandidateDraft) -> Iterator[Evidence]:
    for field in ("given_name", "infix", "family_name", "email"):
        value = getattr(draft, field)
        if value and (found := re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE)):
            yield Evidence(field, found.start(), found.end(), "first lines")
    for match in phonenumbers.PhoneNumberMatcher(text, "NL") if draft.phone else ():
        if phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164) == draft.phone:
            yield Evidence("phone", match.start, match.end, "first lines")
            return
