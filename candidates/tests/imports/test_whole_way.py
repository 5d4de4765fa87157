"""From files to people: upload, read, check, run."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.actions.imports import Upload, refusal_of, run_import, start_import
from candidates.models import (
    Candidate,
    Document,
    Education,
    ImportBatch,
    ImportedPerson,
    ImportFile,
    ImportRow,
    Note,
    ReportedNote,
    WorkExperience,
)
from candidates.testing_files import DUTCH_CV, odt_cv, pdf_cv, picture_only_pdf
from candidates.testing_imports import ON, checked_batch, choices_of, import_all, read_batch, table, work
from cluster_crm.accounts.testing import make_user
from privacy.actions.files import sweep_files
from privacy.actions.subjects import ensure_controller
from privacy.exceptions import NotInCatalogue
from privacy.models import CatalogueEntry, DataSubject, NoticeTask, SubjectRole
from privacy.vocabulary import Category, RetentionProfile, Source

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parents[1] / "files"


@pytest.fixture(autouse=True)
def _controller():
    ensure_controller()


def sample(name: str) -> Upload:
    return Upload(name, (FILES / name).read_bytes)


def outcomes(batch: ImportBatch) -> list[tuple[int, int, str, str]]:
    rows = batch.rows.of_people().order_by("file_number", "line")
    return list(rows.values_list("file_number", "line", "state", "reason"))


def test_import_takes_every_kind_of_file_in_one_run():
    cv = Upload("cv.pdf", lambda: pdf_cv(DUTCH_CV[:8]))

    batch = import_all(sample("resume-one-job.json"), sample("candidates-dutch.csv"), cv)

    assert outcomes(batch) == [
        (1, 1, "created", ""),
        (2, 2, "created", ""),
        (2, 3, "created", ""),
        (2, 4, "refused", "NOT_AN_EMAIL"),
        (2, 5, "refused", "HOLDS_BSN"),
        (2, 6, "created", ""),
        (2, 8, "refused", "TOO_MANY_CELLS"),
        (2, 9, "waiting", "NO_NAME"),
        (3, 1, "waiting", "PERHAPS_TWICE"),  # the same telephone number as somebody else
    ]
    names = ["Jantine Post", "Roos van der Kuil", "Sjoerd Bakker", "Zoë van der Linden"]
    assert sorted(Candidate.objects.values_list("full_name", flat=True)) == names
    roos = Candidate.objects.get(family_name="Kuil")
    assert Education.objects.filter(candidate=roos).count() == 1
    assert WorkExperience.objects.filter(candidate=roos).count() == 2


def test_import_takes_each_cv_of_an_archive_and_names_the_others():
    files = {
        "a/cv.pdf": pdf_cv(DUTCH_CV[:8]),
        "scan.pdf": picture_only_pdf(),
        "foto.jpg": b"\xff\xd8",
        ".DS_Store": b"x",
    }
    archive = BytesIO()
    with ZipFile(archive, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)

    batch = import_all(Upload("cvs.zip", archive.getvalue))

    assert outcomes(batch) == [(1, 1, "created", ""), (1, 2, "waiting", "NO_NAME"), (1, 3, "refused", "NOT_A_CV")]
    assert ImportFile.objects.get().kind == "archive"
    assert list(Document.objects.values_list("candidate__family_name", "original_name")) == [("Hoff", "cv.pdf")]
    assert batch.rows.get(state="refused").cells == ["foto.jpg"]


def test_import_takes_people_from_the_sheet_of_a_workbook():
    batch = import_all(sample("list.xls"))

    assert outcomes(batch) == [(1, 2, "created", "")]
    assert ImportFile.objects.get().kind == "table"
    assert list(Candidate.objects.values_list("full_name", "phone")) == [("Zoë van der Linden", "+31612345678")]


def test_import_keeps_its_numbers_and_whom_it_made():
    batch = import_all(sample("candidates-dutch.csv"), by=(user := make_user()))

    assert (batch.state, batch.row_count) == ("done", 7)
    assert (batch.created_count, batch.waiting_count, batch.refused_count) == (3, 1, 3)
    assert (batch.started_by, batch.source_detail, batch.collected_on) == (user, "open day", ON)
    made = ImportedPerson.objects.order_by("line").values_list("line", "outcome", "data_subject__candidate__full_name")
    assert list(made) == [
        (2, "created", "Zoë van der Linden"),
        (3, "created", "Sjoerd Bakker"),
        (6, "created", "Jantine Post"),
    ]


def test_read_rows_stand_there_with_their_cells_and_the_file_goes():
    batch = read_batch(table("Naam;E-mail;Hobby", "Kees Oster;kees@example.org;schaken"))

    row = batch.rows.of_people().get()
    assert (batch.state, row.state, row.plan, row.email) == ("read", "ready", "create", "kees@example.org")
    assert row.cells == ["Kees Oster", "kees@example.org", "schaken"]
    heading = batch.rows.get(state="heading")
    assert (heading.cells, heading.problems) == (["Naam", "E-mail", "Hobby"], ["3:LEFT_OUT"])
    file = ImportFile.objects.get()
    assert (file.kind, file.mapping, file.name, file.content.name) == ("table", {"0": "name", "1": "email"}, "", "")
    assert sweep_files() == 1
    assert default_storage.listdir("imports")[1] == []


def test_check_writes_nothing_outside_the_import():
    batch = checked_batch(sample("candidates-dutch.csv"))

    assert (batch.state, batch.ready_count, batch.refused_count) == ("checked", 3, 3)
    assert (Candidate.objects.count(), SubjectRole.objects.filter(subject_kind="candidate").count()) == (0, 0)


def test_import_leaves_nothing_of_those_it_registered_in_their_rows():
    import_all(sample("candidates-dutch.csv"))

    held = ImportRow.objects.of_people().exclude(draft={}, cells=[]).order_by("line")
    assert list(held.values_list("line", "state")) == [
        (4, "refused"),
        (5, "refused"),
        (8, "refused"),
        (9, "waiting"),
    ]


@pytest.mark.requirement("CAND-DATA-09")
def test_import_keeps_a_cv_with_its_text_and_marks_its_guesses():
    import_all(Upload("Zoë CV.odt", lambda: odt_cv(DUTCH_CV)))

    document = Document.objects.get()
    assert (document.text, document.original_name, document.collected_on) == ("\n".join(DUTCH_CV), "Zoë CV.odt", ON)
    assert document.file.read() == odt_cv(DUTCH_CV)
    assert document.candidate.guessed_fields == ["city", "email", "family_name", "given_name", "infix", "phone"]


def test_import_keeps_a_scan_waiting_with_its_file():
    import_all(Upload("scan.pdf", picture_only_pdf))

    row = ImportRow.objects.get()
    assert (row.state, row.reason, row.problems) == ("waiting", "NO_NAME", [":NO_TEXT"])
    assert (row.file.read()[:4], row.file_name, Candidate.objects.count()) == (b"%PDF", "scan.pdf", 0)


@pytest.mark.requirement("SRC-02")
def test_import_from_a_third_party_opens_the_notice_of_article_14():
    import_all(sample("resume-one-job.json"), source=Source.LINKEDIN)

    task = NoticeTask.objects.get()
    assert (task.data_subject.candidate, task.source, task.collected_on) == (
        Candidate.objects.get(),
        Source.LINKEDIN,
        ON,
    )


@pytest.mark.requirement("AMB-29")
def test_import_registers_for_what_is_said():
    import_all(sample("resume-one-job.json"), retention_profile=RetentionProfile.VACANCY_ONLY)

    role = SubjectRole.objects.get(subject_kind="candidate")
    assert (role.retention_profile, role.source_detail) == (RetentionProfile.VACANCY_ONLY, "open day")


@pytest.mark.requirement("CAND-DATA-23")
@pytest.mark.requirement("CAND-DATA-25")
@pytest.mark.parametrize(
    ("source", "own", "others"),
    [
        (Source.APPLICATION, ["wil 's nachts werken"], []),
        (Source.JOBBOARD, [], [("third_party", "wil 's nachts werken")]),
        (Source.CLIENT, [], [("client_said", "wil 's nachts werken")]),
    ],
)
def test_notes_are_kept_by_who_said_them(source, own, others):
    import_all(table("Naam,Opmerkingen", "Kees Oster,wil 's nachts werken"), source=source)

    assert list(Note.objects.values_list("text", flat=True)) == own
    assert list(ReportedNote.objects.values_list("kind", "text")) == others


def test_owner_is_whom_the_row_names_else_the_one_of_the_import():
    anna, by, owner = make_user(email="anna@example.org"), make_user(), make_user()

    import_all(table("Naam,Eigenaar", "Kees Oster,Anna@example.org", "Piet Smit,", "Jan Bos,x"), by=by, owner=owner)

    owners = Candidate.objects.order_by("family_name").values_list("family_name", "owner_id")
    assert list(owners) == [("Bos", owner.pk), ("Oster", anna.pk), ("Smit", owner.pk)]


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize("line", ["Kees Oster,kees@example.org", ",kees@example.org"], ids=["named", "waiting"])
def test_import_refuses_once_what_the_catalogue_does_not_allow(line: str):
    CatalogueEntry.objects.filter(category=Category.CONTACT).update(is_active=False)

    batch = checked_batch(table("Naam", "Anna Smit"), table("Naam,E-mail", line))

    refusal = refusal_of(batch)
    assert (batch.state, batch.failure) == ("failed", ["NotInCatalogue", "contact"])
    assert isinstance(refusal, NotInCatalogue)
    assert refusal.missing == {Category.CONTACT}
    assert Candidate.objects.count() == 0


@pytest.mark.requirement("GEN-09")
def test_import_asks_the_catalogue_again_when_it_runs():
    batch = checked_batch(table("Naam,E-mail", "Kees Oster,kees@example.org"))
    CatalogueEntry.objects.filter(category=Category.CONTACT).update(is_active=False)

    run_import(batch, by=None)
    work(batch)

    assert (batch.state, Candidate.objects.count()) == ("failed", 0)


def test_import_goes_on_after_a_row_that_only_the_database_refuses():
    too_long_when_sorted = "ß" * 95

    batch = import_all(
        table("Voornaam,Achternaam", f"{too_long_when_sorted},{too_long_when_sorted}", "Anna,Smit", f"{'x' * 101},Bos")
    )

    assert outcomes(batch) == [
        (1, 2, "refused", "NOT_STORABLE"),
        (1, 3, "created", ""),
        (1, 4, "refused", "NOT_STORABLE"),
    ]
    assert batch.rows.get(line=4).problems == ["given_name:NOT_STORABLE"]


def test_file_that_cannot_be_opened_is_reported_and_stops_no_other():
    def broken() -> bytes:
        raise OSError

    batch = import_all(Upload("gone.csv", broken), table("Naam", "Kees Oster"))

    assert outcomes(batch) == [(1, 1, "refused", "NOT_OPENED"), (2, 2, "created", "")]


def test_import_asks_no_more_of_the_database_for_more_rows():
    def queries(count: int) -> int:
        lines = [f"Kees Oster,k{count}x{number}@example.org" for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            import_all(table("Naam,E-mail", *lines))
        return len(captured)

    assert queries(3) == queries(60)


def test_import_acts_for_its_user():
    import_all(sample("resume-one-job.json"), by=(user := make_user()))

    assert set(Candidate.history.values_list("history_user_id", "owner_id")) == {(user.pk, user.pk)}
    assert DataSubject.objects.filter(candidate__isnull=False).count() == 1


@pytest.mark.requirement("CAND-DATA-31")
def test_name_of_a_file_that_no_text_holds_stops_nothing_and_keeps_no_service_number():
    batch = start_import(
        [Upload("cv \udcff 111222333.csv", table("Naam", "Kees Oster").content)], choices=choices_of(), by=None
    )

    assert ImportFile.objects.get().name == "cv ? *********.csv"
    assert work(batch).row_count == 1
