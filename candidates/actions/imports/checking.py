"""The dry run of an import (`import.check`): each row gets told what would become of it, and nothing else happens."""

from candidates.actions.imports.assessing import Rules, assess
from candidates.actions.imports.batches import fail
from candidates.actions.imports.held_already import mark_twins
from candidates.actions.imports.outcomes import outcome_of, write_outcomes
from candidates.actions.imports.reread import changed_files, note_reread, reread
from candidates.actions.imports.totals import count_rows, parts_of
from candidates.models import ImportBatch, ImportRow
from cluster_crm.jobs.claims import Claim
from privacy.exceptions import NotInCatalogue

OPEN = (ImportRow.State.READY, ImportRow.State.WAITING, ImportRow.State.SKIPPED, ImportRow.State.REFUSED)


def run_check(claim: Claim) -> None:
    """Check an import in steps of 500 rows; a refusal by the catalogue is noted once on the import."""
    batch = ImportBatch.objects.get(pk=claim.target_id)
    parts = parts_of(batch)
    claim.expect(len(parts) + 1)
    try:
        for part in parts:
            with claim.step(f"part {part}") as is_due:
                if is_due:
                    _check(batch, part)
    except NotInCatalogue as refusal:
        fail(batch.pk, refusal)
        return
    with claim.step("end") as is_due:
        if is_due:
            note_reread(batch)
            write_outcomes(mark_twins(batch))
            count_rows(batch)
            batch.state = ImportBatch.State.CHECKED
            batch.save(update_fields=["state"])


def _check(batch: ImportBatch, part: int) -> None:
    chosen = ImportRow.objects.filter(batch=batch, part=part, state__in=OPEN).order_by("file_number", "line")
    changed = changed_files(batch)
    rows = list(chosen.defer("text") if changed else chosen.defer("text", "cells"))
    reread(changed, rows)
    before = {row.pk: outcome_of(row) for row in rows}
    assess(rows, Rules.of(batch))
    write_outcomes(row for row in rows if outcome_of(row) != before[row.pk])
