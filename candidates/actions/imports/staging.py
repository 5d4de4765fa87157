"""The first work on an import: each row of its files into the database, and the files gone (`import.read`)."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import chain, islice

from candidates.actions.imports.batches import bury
from candidates.actions.imports.error_files import as_first_sent
from candidates.actions.imports.sources import Staged, kind_of, row_state, staged_documents, staged_row
from candidates.actions.imports.totals import count_rows
from candidates.actions.imports.traces import traces_in
from candidates.models import ImportBatch, ImportFile, ImportMapping, ImportRow
from candidates.readers.candidate_draft import Problem
from candidates.readers.draft_json import draft_to_json
from candidates.readers.mapping import SAMPLE_ROWS, columns_left_out, propose_mapping
from candidates.readers.row_drafts import drafts_of
from candidates.readers.table import Table, TableRefused
from candidates.readers.table_reader import numbers_of
from candidates.readers.tables import open_table
from cluster_crm.jobs.claims import Claim
from cluster_crm.people.national_id import without_bsn
from privacy.stores.written import copy_in

ROWS_AT_ONCE = 500
DOCUMENTS_AT_ONCE = 20  # each is read in a process of its own
LONGEST = {"email": 254, "phone": 16, "profile_url": 200}


def run_read(claim: Claim) -> None:
    """Stage the rows of all files of an import, 500 in a step; then let go of the files."""
    batch = ImportBatch.objects.get(pk=claim.target_id)
    if batch.state not in {ImportBatch.State.UPLOADED, ImportBatch.State.READING}:
        return  # given up meanwhile
    with claim.step("begin") as is_due:
        if is_due:
            _set(batch, ImportBatch.State.READING)
    part = 0
    for file in batch.files.exclude(content="").order_by("number"):
        content = content_of(file)
        rows = staged_rows(file, batch, content)
        at_once = ROWS_AT_ONCE if file.kind == ImportFile.Kind.TABLE else DOCUMENTS_AT_ONCE
        while chunk := list(islice(rows, at_once)):
            with claim.step(f"part {part}") as is_due:
                if is_due:
                    copy_in([_row(file, staged, part) for staged in chunk])
            part += 1
    with claim.step("end") as is_due:
        if is_due:
            _finish(batch)


def _finish(batch: ImportBatch) -> None:
    for file in batch.files.exclude(content=""):
        bury(file)
    count_rows(batch)
    _set(batch, ImportBatch.State.READ)


def _set(batch: ImportBatch, state: ImportBatch.State) -> None:
    batch.state = state
    batch.save(update_fields=["state"])


def content_of(file: ImportFile) -> bytes:
    """What a file holds; notes on it what it is."""
    with file.content.open("rb") as stored:
        content: bytes = stored.read()
    file.kind = kind_of(file.name, content)
    file.save(update_fields=["kind"])
    return content


def staged_rows(file: ImportFile, batch: ImportBatch, content: bytes) -> Iterator[Staged]:
    """The rows of one file; the first one of a table is its heading."""
    if file.kind != ImportFile.Kind.TABLE:
        yield from staged_documents(file.name, content)
        return
    try:
        table = open_table(
            content, encoding=file.encoding or None, separator=file.separator or None, sheet=file.sheet or None
        )
    except TableRefused as refusal:
        yield Staged(refusal.line, None, (f":{refusal.reason.value}",), refusal.reason.value)
        return
    yield from _rows_of_table(file, batch, as_first_sent(table))


def _rows_of_table(file: ImportFile, batch: ImportBatch, table: Table) -> Iterator[Staged]:
    sample = list(islice(table.rows, SAMPLE_ROWS))
    columns = _columns(file, batch, table, [row.cells for row in sample])
    left = [column for column, heading in enumerate(table.headings) if heading and column not in columns]
    yield Staged(
        table.heading_line,
        cells=list(table.headings),
        refusal=ImportRow.State.HEADING,
        problems=(f"{numbers_of(left)}:{Problem.LEFT_OUT.value}",) if left else (),
    )
    for read in drafts_of(replace(table, rows=chain(sample, table.rows)), columns):
        yield staged_row(read)


def _columns(file: ImportFile, batch: ImportBatch, table: Table, sample: Sequence[Sequence[str]]) -> dict[int, str]:
    """What the columns hold: as somebody said before of such a table of this source, else as their headings say."""
    file.fingerprint = fingerprint(table.headings)
    saved = ImportMapping.objects.filter(
        source=batch.source, source_detail=batch.source_detail, fingerprint=file.fingerprint
    ).first()
    proposed = propose_mapping(table.headings, sample)
    columns = {int(at): name for at, name in saved.columns.items()} if saved else proposed
    file.mapping = file.read_mapping = {str(at): name for at, name in columns.items()}
    file.left_out = {str(at): why.value for at, why in columns_left_out(table.headings, sample).items()}
    file.is_mapping_saved = saved is not None
    file.encoding, file.separator, file.sheet = table.encoding, table.separator, table.sheet
    file.save()
    return columns


def fingerprint(headings: Sequence[str]) -> str:
    """What tells two tables with the same headings; it says nothing about the words."""
    return hashlib.sha256(
        "\x1f".join(" ".join(heading.casefold().split()) for heading in headings).rstrip("\x1f").encode()
    ).hexdigest()


def _row(file: ImportFile, staged: Staged, part: int) -> ImportRow:
    row = ImportRow(batch_id=file.batch_id, file_number=file.number, line=staged.line, part=part)
    row.cells = staged.cells if staged.refusal == ImportRow.State.HEADING else _kept_cells(file, staged)
    if staged.refusal == ImportRow.State.HEADING:
        row.state, row.problems = ImportRow.State.HEADING, list(staged.problems)
        return row
    fill_row(row, staged)
    if staged.content is not None:
        row.keep_file(staged.content)
        row.file_name = without_bsn(staged.name)
    if staged.text:
        row.text, row.content_type = staged.text.text, staged.text.mime_type
        row.evidence = [asdict(piece) for piece in staged.evidence]
    return row


def _kept_cells(file: ImportFile, staged: Staged) -> list[str]:
    """The cells without those of columns that stay out, and without a citizen service number.

    The readers keep what they took for a telephone; where nothing came of the row, it may be such a number.
    """
    kept = ["" if str(at) in file.left_out else cell for at, cell in enumerate(staged.cells)]
    return kept if staged.draft else [without_bsn(cell) for cell in kept]


def fill_row(row: ImportRow, staged: Staged) -> None:
    """Set on a row what reading it told, and by what an erasure finds it: also where nobody could read it."""
    row.state, row.reason = row_state(staged)
    row.plan = ImportRow.Plan.CREATE if row.state == ImportRow.State.READY else ""
    row.problems = list(staged.problems)
    row.draft = draft_to_json(staged.draft) if staged.draft else {}
    urls = row.draft.get("profile_urls", ())
    found = {**row.draft, "profile_url": next(iter(urls), "")}
    traces = {} if found.get("email") else traces_in(row.cells)
    for name, longest in LONGEST.items():
        value = found.get(name) or traces.get(name, "")
        setattr(row, name, value[:longest])
