"""Rows of a table read again from their cells, where somebody said that its columns mean something else."""

from collections.abc import Sequence

from django.db.models import F

from candidates.actions.imports.sources import staged_row
from candidates.actions.imports.staging import fill_row
from candidates.models import ImportBatch, ImportFile, ImportRow
from candidates.readers.row_drafts import drafts_of
from candidates.readers.table import Table, TableRow

READ = ["state", "reason", "plan", "problems", "draft", "email", "phone", "profile_url"]


def reread(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Read the cells of rows by the columns of today, and keep what changed; rows of other files stay as they are."""
    others = batch.files.filter(kind=ImportFile.Kind.TABLE).exclude(mapping=F("read_mapping"))
    if not (files := {file.number: file for file in others}):
        return
    changed = []
    for number, file in files.items():
        headings = batch.rows.filter(state=ImportRow.State.HEADING, file_number=number).values_list("cells", flat=True)
        own = {row.line: row for row in rows if row.file_number == number and row.cells}
        table = Table(tuple(headings.get()), iter(TableRow(row.line, tuple(row.cells)) for row in own.values()))
        for read in drafts_of(table, {int(at): name for at, name in file.mapping.items()}):
            row = own[read.line]
            before = (row.draft, row.problems)
            fill_row(row, staged_row(read))
            if (row.draft, row.problems) != before:
                changed.append(row)
    if changed:
        ImportRow.objects.bulk_update(changed, READ)


def note_reread(batch: ImportBatch) -> None:
    """Note that all rows are read by the columns of today."""
    batch.files.update(read_mapping=F("mapping"))
