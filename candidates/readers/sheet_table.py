"""Spreadsheets (XLSX, ODS and the old XLS) as tables; a limited child process takes out the cells."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from candidates.readers.candidate_draft import Problem
from candidates.readers.csv_encoding import put_right
from candidates.readers.sheet_extract import BETWEEN_CELLS, OLE_MARK
from candidates.readers.table import MAX_BYTES, ROWS_BEFORE_HEADINGS, Table, TableRefused, TableRow, under_headings
from cluster_crm.web.confined import SECONDS, Unanswered, read_confined

READER: Final = "candidates.readers.sheet_extract"
MARKS: Final = (b"PK\x03\x04", OLE_MARK)


def open_sheet_table(content: bytes, *, sheet: str | None = None, seconds: float = SECONDS) -> Table:
    """Open one sheet of a spreadsheet, the first with cells if none is named. Refuses by `TableRefused`."""
    if len(content) > MAX_BYTES:
        raise TableRefused(Problem.TOO_LARGE)
    options = json.dumps({"sheet": sheet}).encode()
    try:
        found = read_confined(READER, options + b"\n" + content, seconds=seconds)
    except Unanswered as refusal:
        raise TableRefused(Problem(refusal.code)) from None
    lines, rows = found["lines"], found["rows"]
    sample = list(islice(_rows(lines, rows), ROWS_BEFORE_HEADINGS))
    table = under_headings(sample, _rows(lines, rows), found["width"])
    return replace(table, sheet=found["sheet"], sheets=tuple(found["sheets"]))


def _rows(lines: list[int], rows: list[str]) -> Iterator[TableRow]:
    for line, row in zip(lines, rows, strict=True):
        yield TableRow(line, tuple(put_right(cell)[0] for cell in row.split(BETWEEN_CELLS)))
