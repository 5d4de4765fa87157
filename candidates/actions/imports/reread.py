"""Rows of a table read again from their cells, where somebody said that its columns mean something else."""

from collections.abc import Sequence

from django.db.models import F

from candidates.actions.imports.sources import staged_row
from candidates.actions.imports.staging import fill_row
from candidates.models import ImportBatch, ImportFile, ImportRow
from candidates.readers.candidate_draft import Problem
from candidates.readers.row_drafts import drafts_of
from candidates.readers.table import Table, TableRow

READ = ["state", "reason", "plan", "problems", "draft", "email", "phone", "profile_url"]


def changed_files(batch: ImportBatch) -> list[ImportFile]:
    """The tables whose columns mean something else than when their rows were read."""
    return list(batch.files.filter(kind=ImportFile.Kind.TABLE).exclude(mapping=F("read_mapping")))


def reread(files: Sequence[ImportFile], rows: Sequence[ImportRow]) -> None:
    """Read the cells of rows of these tables by the columns of today, and keep what changed."""
    changed = []
    for file in files:
        heading = ImportRow.objects.get(batch=file.batch_id, state=ImportRow.State.HEADING, file_number=file.number)
        own = {row.line: row for row in rows if row.file_number == file.number and _can_be_read(row)}
        table = Table(tuple(heading.cells), iter(TableRow(row.line, tuple(row.cells)) for row in own.values()))
        for read in drafts_of(table, {int(at): name for at, name in file.mapping.items()}):
            row = own[read.line]
            before = (row.draft, row.problems)
            fill_row(row, staged_row(read))
            if (row.draft, row.problems) != before:
                changed.append(row)
    if changed:
        ImportRow.objects.bulk_update(changed, READ)


def _can_be_read(row: ImportRow) -> bool:
    """Whether a row has cells that stand in their columns; one that could not be taken apart stays refused.

    A row in which nothing was found because no column meant anything can be read when one does.
    """
    return bool(row.cells) and (row.reason == Problem.EMPTY or f":{row.reason}" not in row.problems)


def note_reread(batch: ImportBatch) -> None:
    """Note that all rows are read by the columns of today."""
    batch.files.update(read_mapping=F("mapping"))
