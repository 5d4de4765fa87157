"""From one uploaded file to rows that can be staged, by its kind; what columns hold is asked of the caller."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from candidates.models import ImportFile
from candidates.readers.candidate_draft import CandidateDraft, Problem
from candidates.readers.cv_text import CvText
from candidates.readers.incoming import MARKS_OF_CV, SUFFIX_OF_JSON, SUFFIXES_OF_CSV, Incoming, read_incoming
from candidates.readers.row_drafts import RowRead

Kind = ImportFile.Kind
SUFFIXES_OF_TABLES = SUFFIXES_OF_CSV | {".xlsx", ".xlsm", ".ods", ".xls"}
BEFORE_JSON = b"\xef\xbb\xbf \r\n\t"


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
    name: str = ""


def kind_of(name: str, content: bytes) -> ImportFile.Kind:
    """The kind of a file, by its content; its name only helps."""
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES_OF_TABLES:
        return Kind.TABLE
    if content.startswith(MARKS_OF_CV):
        return Kind.CV
    if suffix == SUFFIX_OF_JSON or content.lstrip(BEFORE_JSON).startswith(b"{"):
        return Kind.RESUME
    return Kind.CV


def staged_row(read: RowRead) -> Staged:
    """One row of a table as it was read."""
    refusal = next((problem.reason.value for problem in read.problems if problem.is_refused), "")
    problems = tuple(f"{problem.field}:{problem.reason.value}" for problem in read.problems)
    return Staged(read.line, read.draft, problems, refusal, list(read.cells))


def staged_document(name: str, content: bytes) -> Iterator[Staged]:
    """The rows of a file that is about one person: a JSON Resume, or a CV that becomes its row's own file."""
    read = read_incoming(Incoming(name, lambda: content))
    problems = [f"{problem.field}:{problem.reason.value}" for problem in read.problems]
    refusal = next((problem.reason.value for problem in read.problems if problem.is_refused), "")
    if read.unreadable:
        problems.append(f":{read.unreadable.value}")
        refusal = "" if read.drafts else read.unreadable.value
    own = content if read.is_cv and read.drafts else None
    for draft in read.drafts or (None,):
        yield Staged(1, draft, tuple(problems), "" if draft else refusal, [], own, read.text, name if own else "")


def row_state(staged: Staged) -> tuple[str, str]:
    """The state and the reason of a row as far as reading tells."""
    if staged.refusal or staged.draft is None:
        return "refused", staged.refusal or Problem.EMPTY.value
    if not staged.draft.has_plain_name:
        return "waiting", Problem.NO_NAME.value
    return "ready", ""
