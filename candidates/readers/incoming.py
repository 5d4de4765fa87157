"""One file that comes in, read by the reader of its kind; its content says what it is, its name only helps."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Self

from candidates.readers.candidate_draft import CandidateDraft, Problem, ReadResult, RowProblem
from candidates.readers.cv.parser import read_cv_text
from candidates.readers.cv.reading import CvReading
from candidates.readers.cv_text import CvText, DocumentUnreadable, Unreadable, read_cv
from candidates.readers.json_resume import read_json_resume
from candidates.readers.table_reader import read_table

MARKS_OF_CV = (b"%PDF", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"))
SUFFIXES_OF_CSV = frozenset({".csv", ".tsv", ".txt"})
SUFFIX_OF_JSON = ".json"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to import: its name, which is personal as often as not, and how to get its content."""

    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class IncomingRead:
    """What a file held. A CV is itself kept, with its text and its reading; a scan without text waits for a person."""

    drafts: tuple[CandidateDraft, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    unreadable: Unreadable | None = None
    text: CvText | None = None
    reading: CvReading | None = None
    is_cv: bool = False

    @classmethod
    def of(cls, result: ReadResult) -> Self:
        """What a reader of rows found."""
        return cls(result.drafts, result.problems)


def read_incoming(incoming: Incoming) -> IncomingRead:
    """Read a file by its kind; nothing in it stops the files after it."""
    try:
        content = incoming.content()
    except OSError:
        return IncomingRead(problems=(RowProblem(1, "", Problem.NOT_OPENED),))
    suffix = PurePath(incoming.name).suffix.lower()
    if content.startswith(MARKS_OF_CV):
        return _read_cv(content)
    if suffix in SUFFIXES_OF_CSV:
        return IncomingRead.of(read_table(content))
    if suffix == SUFFIX_OF_JSON or content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return IncomingRead.of(read_json_resume(content))
    return _read_cv(content)


def _read_cv(content: bytes) -> IncomingRead:
    try:
        text = read_cv(content)
    except DocumentUnreadable as error:
        drafts = (CandidateDraft(),) if error.reason == Unreadable.NO_TEXT else ()
        return IncomingRead(drafts, unreadable=error.reason, is_cv=True)
    reading = read_cv_text(text.text)
    return IncomingRead((reading.draft,), text=text, reading=reading, is_cv=True)
