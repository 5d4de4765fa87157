"""The refused rows of a table as a file: their own cells and what to mend, to correct and import again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Final

from django.utils.translation import gettext

from candidates.actions.imports.words import words_of_code
from candidates.models import ImportFile, ImportRow
from candidates.readers.candidate_draft import Problem
from candidates.readers.import_fields import ImportField
from candidates.readers.table import Table
from cluster_crm.web.spreadsheets import SheetKind, open_sheet

ROWS_AT_ONCE: Final = 500
MEND_IN: Final = {"nl": "Wat te verbeteren", "en": "What to mend"}
"""The heading of the column that is added, in both languages: a table that comes back is known by its own headings."""


def error_file(file: ImportFile, kind: SheetKind) -> Iterator[bytes]:
    """Give the refused rows of one table as a file, part by part; nothing in a cell is run by who opens it.

    The columns are those of the uploaded table, so that the columns that were chosen for it are known again.
    """
    rows = ImportRow.objects.filter(batch=file.batch_id, file_number=file.number)
    heading = rows.get(state=ImportRow.State.HEADING).cells
    refused = rows.filter(state=ImportRow.State.REFUSED).exclude(cells=[]).order_by("line")
    target = BytesIO()
    with open_sheet(target, kind) as sheet:
        sheet.write([*heading, gettext("What to mend")])
        for number, row in enumerate(refused.iterator(ROWS_AT_ONCE), start=1):
            sheet.write(_cells(row, len(heading)))
            if kind is not SheetKind.XLSX and number % ROWS_AT_ONCE == 0:
                yield _taken(target)
    yield _taken(target)


def _taken(target: BytesIO) -> bytes:
    """What was written since the last time."""
    written = target.getvalue()
    target.seek(0)
    target.truncate()
    return written


def _cells(row: ImportRow, width: int) -> Sequence[str]:
    """The cells of a row with what to mend in the column after the last; what slipped beyond it stands after that."""
    own = [*row.cells, *[""] * (width - len(row.cells))]
    return [*own[:width], what_to_mend(row), *own[width:]]


def what_to_mend(row: ImportRow) -> str:
    """Say all that is wrong with a row, field by field."""
    labels = {field.value: str(field.label) for field in ImportField}
    said = []
    for problem in row.problems or [f":{row.reason}"]:
        where, _colon, code = problem.rpartition(":")
        said.append(f"{labels.get(where, where)}: {words_of_code(code)}" if where else words_of_code(code))
    return " ".join(said)


def as_first_sent(table: Table) -> Table:
    """The table without the column that an error file adds; what still stands beyond it has slipped."""
    headings = list(table.headings)
    while headings and not headings[-1]:
        headings.pop()
    if not headings or headings[-1] not in MEND_IN.values():
        return table
    width = len(headings)
    rows = (
        replace(row, fault=row.fault or Problem.TOO_MANY_CELLS) if any(row.cells[width:]) else row for row in table.rows
    )
    return replace(table, headings=tuple(headings[:-1]), rows=rows)
