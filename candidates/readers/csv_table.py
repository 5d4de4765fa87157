"""Text in columns (CSV), as spreadsheets and job boards write it, read as a stream: a bad row never stops the next."""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from candidates.readers.candidate_draft import Problem
from candidates.readers.csv_encoding import Encoding, found_encoding, put_right
from candidates.readers.headings import known_columns
from candidates.readers.table import (
    MAX_BYTES,
    Table,
    TableRefused,
    TableRow,
    TableSource,
    opened,
    size_of,
    under_headings,
)

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_NAMED_BY_EXCEL = re.compile(r'"?sep=([,;\t|])"?\s*')
LONGEST_LINE = 2_000_000
MOST_READ_AGAIN = 20_000_000
MOST_LINES_OF_ROW = 10_000
SAMPLE = 40


def open_csv(source: TableSource, *, encoding: str | None = None, separator: str | None = None) -> Table:
    """Open text in columns; what isn't said is found. Refuses by `TableRefused` what can't be a table."""
    with opened(source) as stream:
        if size_of(stream) > MAX_BYTES:
            raise TableRefused(Problem.TOO_LARGE)
        code = Encoding(encoding) if encoding else found_encoding(stream)
    start, named = _separator_named(source, code)
    mark = separator or named or _separator_found(source, code, start)
    sample = list(islice(_rows(source, code, mark, start), SAMPLE))
    table = under_headings(sample, _rows(source, code, mark, start))
    return replace(table, encoding=code.value, separator=mark)


def _lines(source: TableSource, code: Encoding) -> Iterator[str]:
    with opened(source) as stream:
        reader = io.TextIOWrapper(stream, code.value, errors=_errors(code), newline="")
        try:
            while line := reader.readline(LONGEST_LINE):
                yield line
        finally:
            reader.detach()


def _errors(code: Encoding) -> str:
    return "replace" if code.startswith("utf-16") else "surrogateescape"


def _separator_named(source: TableSource, code: Encoding) -> tuple[int, str | None]:
    """How many lines stand before the table, and the separator if the first of them names it ("sep=;")."""
    for number, line in enumerate(_lines(source, code)):
        tidy = line.lstrip("\ufeff")
        if tidy.strip():
            named = SEPARATOR_NAMED_BY_EXCEL.fullmatch(tidy)
            return (number + 1, named[1]) if named else (number, None)
    raise TableRefused(Problem.EMPTY)


def _separator_found(source: TableSource, code: Encoding, start: int) -> str:
    """The separator under which most headings are known, fewest rows slip and most rows are alike."""

    def fitness(mark: str) -> tuple[int, int, int]:
        rows = [row.cells for row in islice(_rows(source, code, mark, start), SAMPLE) if not row.is_blank]
        known = max((known_columns(cells) for cells in rows), default=0)
        widths = Counter(len(cells) for cells in rows)
        width, alike = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return known, -sum(len(cells) > len(rows[0]) for cells in rows) if known else 0, alike * (width > 1)

    return max(SEPARATORS, key=fitness)


@dataclass(slots=True)
class _Lines:
    """The lines of one row at a time; what a broken row took too many of is read again.

    A hostile file can make every line the beginning of a row that breaks far below. After so much reading again, a row
    ends with its line.
    """

    source: Iterator[str]
    taken: list[str] = field(default_factory=list)
    again: deque[str] = field(default_factory=deque)
    read_again: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.taken and (self.read_again > MOST_READ_AGAIN or len(self.taken) == MOST_LINES_OF_ROW):
            raise StopIteration
        line = self.again.popleft() if self.again else next(self.source)
        self.taken.append(line)
        return line

    def only_the_first(self) -> str:
        """Put back all lines of the row but its first."""
        first, *rest = self.taken
        self.again.extendleft(reversed(rest))
        self.read_again += sum(map(len, rest))
        self.taken = [first]
        return first

    def row_is_over(self) -> int:
        """Begin the next row; how many lines the last one took."""
        count = sum(line.endswith(("\n", "\r")) for line in self.taken)
        self.taken = []
        return count


def _rows(source: TableSource, code: Encoding, mark: str, start: int) -> Iterator[TableRow]:
    """All rows from a line on; after a row that can't be read, reading goes on with the next line."""
    lines = _Lines(islice(_lines(source, code), start, None))
    reader = csv.reader(lines, delimiter=mark, strict=True)
    at = start + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = Problem.CELL_TOO_LONG if "field larger" in str(error) else Problem.BROKEN_ROW
            yield _row(at, [lines.only_the_first().rstrip("\r\n")], fault)
        else:
            yield _row(at, cells)
        at += lines.row_is_over()


def _row(line: int, cells: list[str], fault: Problem | None = None) -> TableRow:
    if all(map(str.isascii, cells)) and not any("\0" in cell for cell in cells):
        return TableRow(line, tuple(cells), fault)
    read = [put_right(cell) for cell in cells]
    remark = Problem.OTHER_ENCODING if any(is_mended for _cell, is_mended in read) else None
    return TableRow(line, tuple(cell for cell, _is_mended in read), fault, remark)
