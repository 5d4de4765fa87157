"""One file that comes in, read by the reader of its kind; its content says what it is, its name only helps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from candidates.readers.candidate_draft import CandidateDraft, Problem, ReadResult, RowProblem
from candidates.readers.cv.parser import read_cv_text
from candidates.readers.cv.reading import CvReading
from candidates.readers.cv_archive import ArchivedCv, MemberUnreadable, open_archive
from candidates.readers.cv_text import CvText, DocumentUnreadable, Unreadable, read_cv
from candidates.readers.json_resume import read_json_resume
from candidates.readers.kinds import Kind, kind_of
from candidates.readers.table_reader import read_table
from candidates.readers.zip_listing import ZipRefused


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to import: its name, which is personal as often as not, its content, and its place in an archive."""

    name: str
    content: Callable[[], bytes]
    number: int = 1

    @classmethod
    def of(cls, cv: ArchivedCv) -> Self:
        """A file in an archive."""
        return cls(cv.name, cv.content, cv.number)


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

    @classmethod
    def refused(cls, reason: Problem) -> Self:
        """Nothing, and why."""
        return cls(problems=(RowProblem(1, "", reason),))

    def at_line(self, line: int) -> Self:
        """The same, told of the place of the file in its archive."""
        drafts = tuple(replace(draft, line=line) for draft in self.drafts)
        return replace(self, drafts=drafts, problems=tuple(replace(problem, line=line) for problem in self.problems))


def read_incoming(incoming: Incoming) -> IncomingRead:
    """Read one file by its kind; nothing in it stops the files after it."""
    try:
        content = incoming.content()
    except OSError:
        return IncomingRead.refused(Problem.NOT_OPENED)
    except MemberUnreadable as refusal:
        return IncomingRead.refused(refusal.reason)
    return _read(kind_of(content, incoming.name), content)


def read_all(incoming: Incoming) -> Iterator[tuple[Incoming, IncomingRead]]:
    """Read a file or, if it is an archive of CVs, each file in it; one that is left out is there with the reason.

    The content of a file in an archive can be asked for until the next one is.
    """
    try:
        content = incoming.content()
        if kind_of(content, incoming.name) is not Kind.ARCHIVE:
            yield incoming, read_incoming(incoming)
            return
        with open_archive(content) as archive:
            for member in archive.left_out:
                yield Incoming(member.name, bytes, member.number), _left_out(member.reason, member.number)
            for cv in archive.cvs:
                yield Incoming.of(cv), _read_member(Incoming.of(cv))
    except OSError:
        yield incoming, IncomingRead.refused(Problem.NOT_OPENED)
    except ZipRefused as refusal:
        yield incoming, IncomingRead.refused(refusal.reason)


def _left_out(reason: Problem, number: int) -> IncomingRead:
    return IncomingRead.refused(reason).at_line(number)


def _read_member(member: Incoming) -> IncomingRead:
    """Read a CV or JSON Resume out of an archive; its line is its place there."""
    try:
        kind = kind_of(member.content(), member.name)
    except MemberUnreadable as refusal:
        return _left_out(refusal.reason, member.number)
    return (
        _left_out(Problem.TABLE_INSIDE, member.number)
        if kind is Kind.TABLE
        else read_incoming(member).at_line(member.number)
    )


def _read(kind: Kind, content: bytes) -> IncomingRead:
    if kind is Kind.TABLE:
        return IncomingRead.of(read_table(content))
    if kind is Kind.RESUME:
        return IncomingRead.of(read_json_resume(content))
    return IncomingRead.refused(Problem.ARCHIVE_INSIDE) if kind is Kind.ARCHIVE else _read_cv(content)


def _read_cv(content: bytes) -> IncomingRead:
    try:
        text = read_cv(content)
    except DocumentUnreadable as error:
        drafts = (CandidateDraft(),) if error.reason == Unreadable.NO_TEXT else ()
        return IncomingRead(drafts, unreadable=error.reason, is_cv=True)
    reading = read_cv_text(text.text, text.looks)
    return IncomingRead((reading.draft,), text=text, reading=reading, is_cv=True)
