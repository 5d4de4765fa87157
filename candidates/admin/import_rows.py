"""The rows of an import as its pages show them: a sample, the columns with what they mean, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.actions.imports import words_of_code
from candidates.import_forms import ColumnsForm
from candidates.models import Candidate, ImportBatch, ImportFile, ImportRow
from candidates.models.import_rows import RowReason
from candidates.readers.draft_json import draft_from_json
from candidates.readers.import_fields import ImportField
from candidates.readers.mapping import propose_columns
from cluster_crm.people.duplicates import Reason
from cluster_crm.people.names import full_name
from cluster_crm.web.keyset import BadPosition, Position, capped_count, page_of

SHOWN: Final = 25
SAMPLE: Final = 3
READ_AHEAD: Final = 20
LONGEST_CELL: Final = 60
Row = ImportRow.State


class RowList(models.TextChoices):
    """The lists of rows that a page offers; the first that has any is shown."""

    REFUSED = Row.REFUSED, _("Refused")
    WAITING = Row.WAITING, _("Waiting for a person")
    SKIPPED = Row.SKIPPED, _("Left out")
    READY = Row.READY, _("Ready")
    CREATED = Row.CREATED, _("Registered")
    UPDATED = Row.UPDATED, _("Updated")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row in words: where it stands in its file, whom we hold, and why it is in this list."""

    row: ImportRow
    name: str
    person: str
    reasons: Sequence[str]


def columns_forms(batch: ImportBatch, data: Any = None) -> list[ColumnsForm]:
    """Return a form for each table of an import, over its headings and its first rows."""
    files = batch.files.filter(kind=ImportFile.Kind.TABLE).order_by("number")
    forms = []
    for file in files:
        first = batch.rows.filter(file_number=file.number).order_by("line").values_list("cells", flat=True)
        heading, *rows = list(first[: READ_AHEAD + 1]) or [[]]
        proposals = propose_columns(heading, rows)
        shown = [[cell[:LONGEST_CELL] for cell in cells] for cells in (heading, *rows[:SAMPLE])]
        forms.append(ColumnsForm(data, file=file, rows=shown, proposals=proposals))
    return forms


def samples_of(batch: ImportBatch) -> list[tuple[str, str, str, str]]:
    """Return name, e-mail, place and headline of the first rows as they would be stored."""
    ready = batch.rows.filter(state=Row.READY).order_by("file_number", "line")[:SAMPLE]
    drafts = [draft_from_json(row.draft) for row in ready]
    return [
        (full_name(draft.given_name, draft.infix, draft.family_name), draft.email, draft.city, draft.headline)
        for draft in drafts
    ]


def rows_context(batch: ImportBatch, wanted: str, at: str) -> dict[str, Any]:
    """Return one list of rows, twenty-five at a time, and the names of the others with how many they hold."""
    lists = [(each, capped_count(batch.rows.filter(state=each.value))) for each in RowList]
    filled = [(each, count) for each, count in lists if count != "0"]
    chosen = next((each for each, _count in filled if each.value == wanted), filled[0][0] if filled else None)
    if chosen is None:
        return {"row_lists": [], "shown_rows": []}
    rows: QuerySet[ImportRow] = batch.rows.filter(state=chosen.value)
    try:
        page = page_of(rows, ordering=("file_number", "line"), position=_position(at), size=SHOWN)
    except BadPosition:
        page = page_of(rows, ordering=("file_number", "line"), position=None, size=SHOWN)
    return {
        "row_lists": [(each.value, each.label, count, each is chosen) for each, count in filled],
        "row_list": chosen.value,
        "shown_rows": _in_words(page.rows),
        "rows_before": page.previous.dump() if page.previous else "",
        "rows_after": page.next.dump() if page.next else "",
        "has_several_files": batch.files.count() > 1,
    }


def _position(at: str) -> Position | None:
    try:
        return Position.load(at) if at else None
    except (ValueError, TypeError):
        return None


def _in_words(rows: Sequence[ImportRow]) -> list[ShownRow]:
    numbers = [row.data_subject_id for row in rows if row.data_subject_id]
    held = Candidate.objects.in_bulk(numbers)
    shown = []
    for row in rows:
        known = held.get(row.data_subject_id) if row.data_subject_id and row.reason != RowReason.NOT_NOW else None
        name = "" if row.reason == RowReason.NOT_NOW else _name_in(row)
        shown.append(ShownRow(row, name, str(known) if known else "", [*_problems(row), *_matches(row)]))
    return shown


def _name_in(row: ImportRow) -> str:
    draft = draft_from_json(row.draft) if row.draft else None
    return full_name(draft.given_name, draft.infix, draft.family_name) if draft else ""


def _problems(row: ImportRow) -> list[str]:
    """What is wrong with a row, field by field, or why it is not taken."""
    said = [problem.rpartition(":") for problem in row.problems]
    words = [(_field(where), words_of_code(code)) for where, _colon, code in said]
    lines = [f"{where}: {why}" if where else why for where, why in words]
    has_reason = any(code == row.reason for _where, _colon, code in said)
    return lines if has_reason or not row.reason else [words_of_code(row.reason), *lines]


def _field(name: str) -> str | Promise:
    first = name.partition("[")[0].partition(".")[0]
    return ImportField(first).label if first in ImportField.values else name


def _matches(row: ImportRow) -> list[str]:
    return [str(Reason(code).label) for code in row.match_reasons if code in Reason.values]
