"""Rows that wait for a person: filled in or decided by somebody, or forgotten after a week."""

from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from candidates.actions.imports.assessing import Rules
from candidates.actions.imports.batches import UNSTARTED
from candidates.actions.imports.documents import bury_files
from candidates.actions.imports.outcomes import empty_rows, write_outcomes
from candidates.actions.imports.running import create_by_hand
from candidates.actions.imports.totals import count_rows
from candidates.exceptions import RowNotWaiting
from candidates.models import Candidate, ImportBatch, ImportedPerson, ImportFile, ImportRow
from candidates.models.import_rows import RowReason
from candidates.readers.draft_json import draft_from_json, draft_to_json
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.names import PersonName
from privacy.stores.forget import forget

FILLED_IN = "candidates.import.fill_in"
EXPIRED = "candidates.import.expire"
ROWS_AT_ONCE = 5000
AT_WORK = (ImportBatch.State.READING, ImportBatch.State.CHECKING, ImportBatch.State.RUNNING)


def fill_in(row: ImportRow, name: PersonName, *, by: User) -> Candidate:
    """Register the person of a waiting row under the name that a human read; the row then holds nothing of him."""
    with acting(by.pk, FILLED_IN):
        row = waiting(row)
        draft = replace(
            draft_from_json(row.draft), given_name=name.given_name, infix=name.infix, family_name=name.family_name
        )
        row.draft = draft_to_json(draft)
        return create_by_hand(row, Rules.of(row.batch), by)


def register_anyway(row: ImportRow, *, by: User) -> Candidate:
    """Register the person of a waiting row as somebody whom we do not hold yet."""
    with acting(by.pk, FILLED_IN):
        row = waiting(row)
        return create_by_hand(row, Rules.of(row.batch), by)


def leave_out(row: ImportRow, *, by: User) -> ImportRow:
    """Leave a waiting row out; what stood in it goes."""
    with acting(by.pk, FILLED_IN):
        row = waiting(row)
        row.state, row.reason, row.plan = ImportRow.State.SKIPPED, RowReason.BY_HAND, ""
        row.data_subject = None
        bury_files([row])
        write_outcomes([row])
        empty_rows([row])
        count_rows(row.batch)
    return row


def waiting(row: ImportRow) -> ImportRow:
    """Lock a row that nobody has dealt with yet."""
    locked = ImportRow.objects.select_for_update(of=("self",)).select_related("batch__controller", "batch__owner")
    row = locked.get(pk=row.pk)
    if row.state != ImportRow.State.WAITING:
        raise RowNotWaiting
    return row


def forget_expired_rows(on: date) -> int:
    """Delete rows and files whose week is over, with their audit history; return how many rows (Art. 5(1)(e)).

    Nobody was registered from a row that still waits, so nobody's history would ever lead to it.
    """
    with acting(None, EXPIRED):
        gone, expired = 0, ImportRow.objects.expired(on).order_by("pk")
        while some := forget(expired[:ROWS_AT_ONCE]):
            gone += some
        forget(ImportFile.objects.filter(expires_on__lt=on))
        over = ImportBatch.objects.filter(expires_on__lt=on, state__in=[*UNSTARTED, *AT_WORK])
        over.update(state=ImportBatch.State.EXPIRED)
        oldest = timezone.now() - timedelta(days=settings.CRM_IMPORT_UNDO_DAYS)
        ImportedPerson.objects.filter(imported_at__lt=oldest).delete()
    return gone
