"""From one uploaded file to rows that can be staged, by its kind; what columns hold is asked of the caller."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from candidates.models import ImportFile
from candidates.readers import kinds
from candidates.readers.candidate_draft import CandidateDraft, Problem
from candidates.readers.cv.reading import Evidence
from candidates.readers.cv_text import CvText
from candidates.readers.incoming import Incoming, IncomingRead, read_all
from candidates.readers.row_drafts import RowRead

KINDS = {
    kinds.Kind.TABLE: ImportFile.Kind.TABLE,
    kinds.Kind.RESUME: ImportFile.Kind.RESUME,
    kinds.Kind.CV: ImportFile.Kind.CV,
    kinds.Kind.ARCHIVE: ImportFile.Kind.ARCHIVE,
}


@dataclass(frozen=True, slots=True)
class Staged:
    """One row before it is kept: as it was written, as it was read, and why not where it was not."""

    line: int
    draft: CandidateDraft | None = None
    problems: tuple[str, ...] = ()
    refusal: str = ""
    cells: list[str] = field(default_factory=list)
    content: bytes | None = None
    text: CvText | None = None
    evidence: tuple[Evidence, ...] = ()
    name: str = ""


def kind_of(name: str, content: bytes) -> ImportFile.Kind:
    """The kind of a file, by its content; its name only helps."""
    return KINDS[kinds.kind_of(content, name)]


def staged_row(read: RowRead) -> Staged:
    """One row of a table as it was read."""
    refusal = next((problem.reason.value for problem in read.problems if problem.is_refused), "")
    problems = tuple(f"{problem.field}:{problem.reason.value}" for problem in read.problems)
    return Staged(read.line, read.draft, problems, refusal, list(read.cells))


def staged_documents(name: str, content: bytes) -> Iterator[Staged]:
    """The rows of a file that is about one person, or of each such file in an archive, whose place there is the line.

    A CV becomes its row's own file; of a file in an archive that isn't read the name is kept, so that it can be found.
    """
    whole = Incoming(name, lambda: content)
    for file, read in read_all(whole):
        yield from _staged_document(file, read, [] if read.drafts or file is whole else [file.name])


def _staged_document(file: Incoming, read: IncomingRead, cells: list[str]) -> Iterator[Staged]:
    problems = [f"{problem.field}:{problem.reason.value}" for problem in read.problems]
    refusal = next((problem.reason.value for problem in read.problems if problem.is_refused), "")
    if read.unreadable:
        problems.append(f":{read.unreadable.value}")
        refusal = "" if read.drafts else read.unreadable.value
    own = file.content() if read.is_cv and read.drafts else None
    for draft in read.drafts or (None,):
        yield Staged(
            line=file.number,
            draft=draft,
            problems=tuple(problems),
            refusal="" if draft else refusal,
            cells=cells,
            content=own,
            text=read.text,
            evidence=read.reading.evidence if read.reading else (),
            name=file.name if own else "",
        )


def row_state(staged: Staged) -> tuple[str, str]:
    """The state and the reason of a row as far as reading tells."""
    if staged.refusal or staged.draft is None:
        return "refused", staged.refusal or Problem.EMPTY.value
    if not staged.draft.has_plain_name:
        return "waiting", Problem.NO_NAME.value
    return "ready", ""
