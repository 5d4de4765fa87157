"""Rows of an import that wait for a person: filled in by somebody, or forgotten after a week."""

from dataclasses import replace
from datetime import date

from candidates.actions.documents import add_document
from candidates.actions.register import register_candidate
from candidates.exceptions import RowNotWaiting
from candidates.models import Candidate, ImportRow
from candidates.readers.draft_json import draft_from_json
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.names import PersonName
from privacy.models import FileTombstone
from privacy.stores.forget import forget
from privacy.vocabulary import RetentionProfile, Source

FILLED_IN = "candidates.import.fill_in"
EXPIRED = "candidates.import.expire"


def fill_in(row: ImportRow, name: PersonName, *, by: User) -> Candidate:
    """Register the person of a waiting row under the name that a human read; the row then holds nothing of him."""
    with acting(by.pk, FILLED_IN):
        row = ImportRow.objects.select_for_update(of=("self",)).select_related("batch").get(pk=row.pk)
        if row.state != ImportRow.State.WAITING:
            raise RowNotWaiting
        draft = replace(
            draft_from_json(row.draft), given_name=name.given_name, infix=name.infix, family_name=name.family_name
        )
        candidate = register_candidate(
            draft,
            source=Source(row.batch.source),
            source_detail=row.batch.source_detail,
            collected_on=row.batch.collected_on,
            retention_profile=RetentionProfile(row.batch.retention_profile),
            by=by,
        ).candidate
        assert candidate is not None  # noqa: S101 - a refused draft raises
        _hand_over_file(row, candidate, by)
        row.state, row.data_subject_id, row.reason = ImportRow.State.CREATED, candidate.pk, ""
        row.draft, row.email, row.phone = {}, "", ""
        row.save()
    return candidate


def _hand_over_file(row: ImportRow, candidate: Candidate, by: User) -> None:
    if not row.file:
        return
    add_document(
        candidate,
        row.file.read(),
        source=Source(row.batch.source),
        source_detail=row.batch.source_detail,
        collected_on=row.batch.collected_on,
        by=by,
    )
    FileTombstone.objects.create(storage_key=str(row.file.name))
    row.file = ""


def forget_expired_rows(on: date) -> int:
    """Delete the rows whose week is over with their files and their audit history; return how many (Art. 5(1)(e)).

    Nobody was registered from a row that still waits, so nobody's history would ever lead to it.
    """
    with acting(None, EXPIRED):
        return forget(ImportRow.objects.filter(expires_on__lt=on))
