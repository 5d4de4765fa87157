"""A whole table read by the mapping that its headings propose, for imports at which nobody looks."""

from collections.abc import Iterable

from candidates.readers.candidate_draft import CandidateDraft, Problem, ReadResult, RowProblem
from candidates.readers.headings import field_of_heading
from candidates.readers.mapping import propose_mapping
from candidates.readers.row_drafts import drafts_of
from candidates.readers.table import TableRefused, TableSource
from candidates.readers.tables import open_table


def read_table(source: TableSource) -> ReadResult:
    """Read a table with headings that are known here; a bad row is reported with its line."""
    try:
        table = open_table(source)
    except TableRefused as refusal:
        return ReadResult(problems=(RowProblem(refusal.line, "", refusal.reason),))
    mapping = {column: name for column, name in propose_mapping(table.headings).items() if table.headings[column]}
    if not any(map(field_of_heading, table.headings)):
        return ReadResult(problems=(RowProblem(table.heading_line or 1, "", Problem.NO_HEADER),))
    drafts: list[CandidateDraft] = []
    problems: list[RowProblem] = []
    left = [column for column, heading in enumerate(table.headings) if heading and column not in mapping]
    if left:
        problems.append(RowProblem(table.heading_line, numbers_of(left), Problem.LEFT_OUT, is_refused=False))
    for row in drafts_of(table, mapping):
        problems += row.problems
        if row.draft:
            drafts.append(row.draft)
    return ReadResult(tuple(drafts), tuple(problems))


def numbers_of(columns: Iterable[int]) -> str:
    """Columns as people count them: "3, 7-9"; a heading may be personal and isn't repeated."""
    ranges: list[list[int]] = []
    for number in (column + 1 for column in columns):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return ", ".join("-".join(map(str, span)) for span in ranges)
