"""What imports bring in is looked at once it is about somebody; a row that waits goes after a week (CAND-DATA-31)."""

import pytest

from candidates.actions.imports import Upload, run_import
from candidates.models import Document, ImportRow
from candidates.testing_files import DUTCH_CV, pdf_cv
from candidates.testing_imports import checked_batch, table, work
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.finding_decisions import take_out
from cluster_crm.people.models import TextFinding
from cluster_crm.tests.test_erasure import work as work_all
from privacy.actions.files import stored_files, sweep_files
from privacy.actions.subjects import ensure_controller
from privacy.stores.scan import files_containing, rows_containing
from privacy.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CAND-DATA-31")]
Deed = TextFinding.Deed


@pytest.fixture
def officer():
    ensure_controller()
    return make_user(Role.PRIVACY_OFFICER)


def traces(word):
    places = {place for place, _row, _text in rows_containing([word])}
    return places | {"a file" for _key, _text in files_containing([word], stored_files())}


def test_note_of_a_list_is_looked_at_once_it_is_about_a_person(officer):
    batch = checked_batch(table("Naam,Notitie", "Kees Oster,Heeft diabetes."), by=officer)
    sweep_files()
    waiting = (traces("diabetes"), TextFinding.objects.count())

    run_import(batch, by=officer)
    work(batch)
    finding = TextFinding.objects.get()
    found = (finding.model_label, finding.field, finding.kind, finding.state)
    take_out(finding, deed=Deed.CUT_WORDS, by=officer)
    work_all()

    assert waiting == ({"candidates_importrow.cells", "candidates_importrow.draft"}, 0)
    assert found == ("candidates.note", "text", "health", "open")
    assert traces("diabetes") == set()


def test_cv_of_an_import_is_looked_at_and_removed_with_every_copy(officer):
    cv = pdf_cv([*DUTCH_CV, "Ik heb epilepsie."])
    batch = checked_batch(Upload("cv.pdf", lambda: cv), by=officer)
    waiting = TextFinding.objects.count()

    run_import(batch, by=officer)
    work(batch)
    before, findings = traces("epilepsie"), list(TextFinding.objects.all())
    for finding in findings:
        deed = Deed.REMOVE_ROW if finding.model_label == "candidates.document" else Deed.CUT_WORDS
        take_out(finding, deed=deed, by=officer)
    work_all()
    sweep_files()

    assert waiting == 0
    assert "candidates_document.text" in before
    assert "candidates.document" in {finding.model_label for finding in findings}
    assert traces("epilepsie") == set()
    assert not Document.objects.exists()
    assert not ImportRow.objects.exclude(file="").exists()
