"""A table that was opened: its headings, its rows one by one, and what was found out about the file."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from candidates.readers.candidate_draft import Problem
from candidates.readers.headings import known_columns
from candidates.readers.looks import looks_like_data

MAX_BYTES = 50 * 1024 * 1024
MAX_COLUMNS = 1_000
ROWS_BEFORE_HEADINGS = 20

TableSource = bytes | Path | BinaryIO  # a stream must be able to seek, and stays the caller's to close


@contextmanager
def opened(source: TableSource) -> Iterator[BinaryIO]:
    """The source as a stream at its beginning; a stream of the caller stays open."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, Path):
        with source.open("rb") as stream:
            yield stream
    else:
        source.seek(0)
        yield source


def size_of(stream: BinaryIO) -> int:
    """How many bytes the stream holds."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


class TableRefused(Exception):
    """The file isn't read as a table; carries the reason and the line, nothing of the content."""

    def __init__(self, reason: Problem, line: int = 1) -> None:
        super().__init__(reason.value)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line on which it begins, why it can't be read, and what to look at though it can.

    Of a row that can't be taken apart, the line itself is the only cell.
    """

    line: int
    cells: tuple[str, ...]
    fault: Problem | None = None
    remark: Problem | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table under way: `rows` are read as they are asked for, once; `heading_line` is 0 where no line of headings is.

    `encoding` and `separator` belong to text in columns, `sheet` and `sheets` to a spreadsheet.
    """

    headings: tuple[str, ...]
    rows: Iterator[TableRow]
    heading_line: int = 1
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def line_of_headings(first_rows: Sequence[TableRow]) -> TableRow | None:
    """The row of headings among the first rows; None where the first row already holds data.

    Above the headings there may be a title; a row whose headings are unknown counts if nothing in it looks like data.
    """
    filled = [row for row in first_rows[:ROWS_BEFORE_HEADINGS] if not row.fault and _says_something(row)]
    if not filled:
        raise TableRefused(Problem.EMPTY)
    first = filled[0]
    best = max(filled, key=lambda row: known_columns(row.cells))
    known = known_columns(best.cells)
    above = [row for row in filled if row.line < best.line]
    if known > 1 and all(_filled_cells(row) < _filled_cells(best) for row in above):
        return best
    if known_columns(first.cells) or not any(looks_like_data(cell) for cell in first.cells[:MAX_COLUMNS]):
        return first
    return None


def _says_something(row: TableRow) -> bool:
    return any(character.isalnum() for cell in row.cells for character in cell)


def _filled_cells(row: TableRow) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def under_headings(first_rows: Sequence[TableRow], rows: Iterator[TableRow], width: int = 0) -> Table:
    """The table whose first rows were looked at; `rows` are all rows from the beginning of the file."""
    heading = line_of_headings(first_rows)
    headings = tuple(cell.strip() for cell in heading.cells) if heading else ()
    width = max(width, len(headings), 0 if heading else max(len(row.cells) for row in first_rows))
    if width > MAX_COLUMNS:
        raise TableRefused(Problem.TOO_MANY_COLUMNS, heading.line if heading else 1)
    headings += ("",) * (width - len(headings))
    line = heading.line if heading else 0
    return Table(headings, _below(rows, line, width), line)


def _below(rows: Iterator[TableRow], heading_line: int, width: int) -> Iterator[TableRow]:
    """The rows with something in them; one with a filled cell beyond the last column has slipped."""
    for row in rows:
        if row.line <= heading_line or (row.is_blank and not row.fault):
            continue
        if any(cell.strip() for cell in row.cells[width:]):
            yield TableRow(row.line, row.cells, row.fault or Problem.TOO_MANY_CELLS, row.remark)
        else:
            yield row
