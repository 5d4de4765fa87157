from datetime import date, timedelta

import pytest
from django.utils import timezone

from candidates.actions.draft_rows import Origin
from candidates.actions.import_rows import fill_in, forget_expired_rows
from candidates.actions.imports import import_files
from candidates.exceptions import DraftRefused, RowNotWaiting
from candidates.models import Candidate, Document, ImportRow
from candidates.models.imports import DAYS_TO_WAIT
from candidates.readers.incoming import Incoming
from candidates.tasks import expire_imports
from candidates.testing_files import pdf_cv
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
    origin = Origin(Source.EMAIL_CV, "info mailbox", date(2026, 11, 20))
    import_files([Incoming("cv.pdf", lambda: pdf_cv(NAMELESS_CV))], origin=origin, by=None)
    return ImportRow.objects.get(state="waiting")


def test_fill_in_registers_the_person_with_all_that_was_read():
    row = waiting_row()

    candidate = fill_in(row, KEES, by=make_user())

    assert (candidate.full_name, candidate.email) == ("Kees van Oster", "naamloos@example.org")
    assert candidate.guessed_fields == ["email"]
    role = SubjectRole.objects.get(data_subject=candidate.pk)
    assert (role.source, role.source_detail, role.collected_on) == ("EMAIL_CV", "info mailbox", date(2026, 11, 20))
    document = Document.objects.get(candidate=candidate)
    assert (document.text, document.file.read()) == ("\n".join(NAMELESS_CV), pdf_cv(NAMELESS_CV))


def test_fill_in_leaves_nothing_of_him_in_the_row():
    row = waiting_row()
    key = row.file.name

    candidate = fill_in(row, KEES, by=make_user())

    row.refresh_from_db()
    assert (row.state, row.data_subject_id, row.draft, row.email, row.phone, row.file.name) == (
        "created",
        candidate.pk,
        {},
        "",
        "",
        "",
    )
    assert list(FileTombstone.objects.values_list("storage_key", flat=True)) == [key]


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


def test_rows_are_forgotten_after_their_week_with_file_and_history():
    row = waiting_row()
    last_day = timezone.localdate() + timedelta(days=DAYS_TO_WAIT)
    assert (ImportRow.history.count(), row.expires_on) == (1, last_day)

    early, late = forget_expired_rows(last_day), forget_expired_rows(last_day + timedelta(days=1))

    assert (early, late) == (0, 1)
    assert (ImportRow.objects.count(), ImportRow.history.count()) == (0, 0)
    assert list(FileTombstone.objects.values_list("storage_key", flat=True)) == [row.file.name]


def test_beat_forgets_rows_on_their_day():
    ImportRow.objects.filter(pk=waiting_row().pk).update(expires_on=timezone.localdate() - timedelta(days=1))

    expire_imports()

    assert not ImportRow.objects.exists()
