"""Rows that wait for a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.actions.imports import Upload
from candidates.actions.imports.rows import fill_in, forget_expired_rows, leave_out
from candidates.exceptions import DraftRefused, RowNotWaiting
from candidates.models import Candidate, Document, ImportBatch, ImportFile, ImportRow
from candidates.models.imports import DAYS_TO_WAIT
from candidates.tasks import expire_imports
from candidates.testing_files import pdf_cv
from candidates.testing_imports import ON, import_all, read_batch, table
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.names import PersonName
from privacy.actions.subjects import ensure_controller
from privacy.models import FileTombstone, SubjectRole
from privacy.vocabulary import Source

pytestmark = pytest.mark.django_db
NAMELESS_CV = ("Profiel", "Mail: naamloos@example.org", "Ik werk met plezier.")
KEES = PersonName("Kees", "van", "Oster")


def waiting_row() -> ImportRow:
    ensure_controller()
    cv = Upload("cv.pdf", lambda: pdf_cv(NAMELESS_CV))
    return import_all(cv, source=Source.EMAIL_CV, detail="info mailbox").rows.get(state="waiting")


def test_fill_in_registers_the_person_with_all_that_was_read():
    row = waiting_row()

    candidate = fill_in(row, KEES, by=make_user())

    assert (candidate.full_name, candidate.email) == ("Kees van Oster", "naamloos@example.org")
    assert candidate.guessed_fields == ["email"]
    role = SubjectRole.objects.get(data_subject=candidate.pk)
    assert (role.source, role.source_detail, role.collected_on) == ("EMAIL_CV", "info mailbox", ON)
    document = Document.objects.get(candidate=candidate)
    assert (document.text, document.file.read()) == ("\n".join(NAMELESS_CV), pdf_cv(NAMELESS_CV))


def test_fill_in_leaves_nothing_of_him_in_the_row():
    row = waiting_row()
    key = row.file.name

    candidate = fill_in(row, KEES, by=make_user())

    row.refresh_from_db()
    left = (row.draft, row.text, row.email, row.phone, row.file.name, row.file_name)
    assert (row.state, row.data_subject_id, left) == ("created", candidate.pk, ({}, "", "", "", "", ""))
    assert key in FileTombstone.objects.values_list("storage_key", flat=True)
    row.batch.refresh_from_db()
    assert (row.batch.waiting_count, row.batch.created_count) == (0, 1)


def test_fill_in_refuses_a_row_that_was_dealt_with():
    row = waiting_row()
    fill_in(row, KEES, by=(user := make_user()))

    with pytest.raises(RowNotWaiting):
        fill_in(row, KEES, by=user)

    assert Candidate.objects.count() == 1


def test_fill_in_without_a_name_keeps_the_row_waiting():
    row = waiting_row()

    with pytest.raises(DraftRefused):
        fill_in(row, PersonName("Kees", "", ""), by=make_user())

    row.refresh_from_db()
    assert row.state == "waiting"


def test_row_that_is_left_out_holds_nothing_any_more():
    row = waiting_row()

    leave_out(row, by=make_user())

    row.refresh_from_db()
    assert (row.state, row.reason, row.draft, row.text, row.email) == ("skipped", "BY_HAND", {}, "", "")
    assert Candidate.objects.count() == 0


def test_rows_are_forgotten_after_their_week_with_file_and_history():
    row = waiting_row()
    last_day = timezone.localdate() + timedelta(days=DAYS_TO_WAIT)
    assert (ImportRow.history.count() > 0, row.expires_on) == (True, last_day)

    early, late = forget_expired_rows(last_day), forget_expired_rows(last_day + timedelta(days=1))

    assert (early, late) == (0, 1)
    gone = (ImportRow.objects, ImportRow.history, ImportFile.objects, ImportFile.history)
    assert [manager.count() for manager in gone] == [0, 0, 0, 0]
    assert row.file.name in FileTombstone.objects.values_list("storage_key", flat=True)
    assert ImportBatch.objects.get().waiting_count == 1


def test_beat_forgets_rows_on_their_day():
    ImportRow.objects.filter(pk=waiting_row().pk).update(expires_on=timezone.localdate() - timedelta(days=1))

    expire_imports()

    assert not ImportRow.objects.exists()


def test_import_that_nobody_ran_expires():
    ensure_controller()
    batch = read_batch(table("Naam", "Kees Oster"))

    forget_expired_rows(batch.expires_on + timedelta(days=1))

    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("expired", 0)
