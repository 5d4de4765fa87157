from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.actions.draft_rows import Origin
from candidates.actions.imports import Finding, ImportReport, import_files
from candidates.models import Candidate, Document, Education, ImportBatch, ImportRow, WorkExperience
from candidates.readers.candidate_draft import Problem
from candidates.readers.cv_text import Unreadable
from candidates.readers.incoming import Incoming
from candidates.testing_files import DUTCH_CV, odt_cv, pdf_cv, picture_only_pdf
from cluster_crm.accounts.testing import make_user
from privacy.actions.subjects import ensure_controller
from privacy.actions.suppression import suppress
from privacy.exceptions import NotInCatalogue
from privacy.models import CatalogueEntry, DataSubject, NoticeTask, SubjectRole, SuppressionEntry
from privacy.vocabulary import Category, Identifier, RetentionProfile, Source

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "files"
ON = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _controller():
    ensure_controller()


def sample(name: str) -> Incoming:
    return Incoming(name, (FILES / name).read_bytes)


def rows(*lines: str) -> Incoming:
    return Incoming("list.csv", lambda: "\n".join(lines).encode())


def take_in(*files: Incoming, source: Source = Source.APPLICATION, **how) -> ImportReport:
    return import_files(files, origin=Origin(source, "open day", ON), **{"by": None} | how)


def test_import_takes_every_kind_of_file_in_one_run():
    cv = Incoming("cv.pdf", lambda: pdf_cv(DUTCH_CV[:8]))

    report = take_in(sample("resume-one-job.json"), sample("candidates-dutch.csv"), cv)

    assert [(number, line, candidate.full_name) for number, line, candidate in report.created] == [
        (1, 1, "Roos van der Kuil"),
        (2, 2, "Zoë van der Linden"),
        (2, 3, "Sjoerd Bakker"),
        (2, 6, "Jantine Post"),
        (3, 1, "Zoë van 't Hoff"),
    ]
    assert report.waiting == [(2, 9)]
    assert set(report.refused()) == {(2, 4), (2, 5), (2, 8)}
    roos = report.created[0][2]
    assert Education.objects.filter(candidate=roos).count() == 1
    assert WorkExperience.objects.filter(candidate=roos).count() == 2


def test_import_remembers_what_became_of_each_row():
    report = take_in(sample("candidates-dutch.csv"), by=(user := make_user()))

    batch = ImportBatch.objects.get()
    assert (batch.created_count, batch.waiting_count, batch.rejected_count) == (3, 1, 3)
    assert (batch.started_by, batch.source_detail, batch.collected_on) == (user, "open day", ON)
    found = batch.rows.order_by("line").values_list("line", "state", "reason", "data_subject_id")
    people = [candidate.pk for _, _, candidate in report.created]
    assert list(found) == [
        (2, "created", "", people[0]),
        (3, "created", "", people[1]),
        (4, "rejected", "NOT_AN_EMAIL", None),
        (5, "rejected", "HOLDS_BSN", None),
        (6, "created", "", people[2]),
        (8, "rejected", "TOO_MANY_CELLS", None),
        (9, "waiting", "NO_NAME", None),
    ]


def test_import_keeps_data_only_of_rows_that_wait():
    take_in(sample("candidates-dutch.csv"))

    held = ImportRow.objects.exclude(draft={}).values_list("line", "email", "draft__city")
    assert list(held) == [(9, "naamloos@example.org", "Almere")]


@pytest.mark.requirement("CAND-DATA-09")
def test_import_keeps_a_cv_with_its_text_and_marks_its_guesses():
    cv = Incoming("Zoë CV.odt", lambda: odt_cv(DUTCH_CV))

    [(_, _, candidate)] = take_in(cv).created

    document = Document.objects.get(candidate=candidate)
    assert (document.text, document.original_name, document.collected_on) == ("\n".join(DUTCH_CV), "Zoë CV.odt", ON)
    assert document.file.read() == odt_cv(DUTCH_CV)
    assert candidate.guessed_fields == ["email", "family_name", "given_name", "infix", "phone"]


def test_import_keeps_a_scan_waiting_with_its_file():
    report = take_in(Incoming("scan.pdf", picture_only_pdf))

    row = ImportRow.objects.get()
    assert (row.state, row.file.read()[:4], Candidate.objects.count()) == ("waiting", b"%PDF", 0)
    assert report.findings == [Finding(1, 1, "", Unreadable.NO_TEXT, is_refused=False)]


@pytest.mark.requirement("SRC-02")
def test_import_from_a_third_party_opens_the_notice_of_article_14():
    report = take_in(sample("resume-one-job.json"), source=Source.LINKEDIN)

    [(_, _, candidate)] = report.created
    task = NoticeTask.objects.get()
    assert (task.data_subject_id, task.source, task.collected_on) == (candidate.pk, Source.LINKEDIN, ON)


@pytest.mark.requirement("AMB-29")
def test_import_registers_for_what_is_said():
    take_in(sample("resume-one-job.json"), retention_profile=RetentionProfile.VACANCY_ONLY)

    role = SubjectRole.objects.get(subject_kind="candidate")
    assert (role.retention_profile, role.source_detail) == (RetentionProfile.VACANCY_ONLY, "open day")


@pytest.mark.requirement("MKT-07")
def test_import_warns_of_people_on_the_suppression_list():
    suppress(Identifier.EMAIL, "kees@example.org", reason=SuppressionEntry.Reason.values[0])

    report = take_in(rows("Naam,E-mail", "Kees Oster,Kees@example.org", "Anna Smit,anna@example.org"))

    assert report.suppressed == [report.created[0][2]]


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize("line", ["Kees Oster,kees@example.org", ",kees@example.org"], ids=["named", "waiting"])
def test_import_refuses_the_whole_run_where_the_catalogue_does(line: str):
    CatalogueEntry.objects.filter(category=Category.CONTACT).update(is_active=False)

    with pytest.raises(NotInCatalogue) as refusal:
        take_in(rows("Naam", "Anna Smit"), rows("Naam,E-mail", line))

    assert refusal.value.missing == {Category.CONTACT}
    assert (ImportBatch.objects.count(), Candidate.objects.count()) == (0, 0)


def test_import_goes_on_after_a_row_that_only_the_database_refuses():
    too_long_when_sorted = "ß" * 95

    report = take_in(
        rows("Voornaam,Achternaam", f"{too_long_when_sorted},{too_long_when_sorted}", "Anna,Smit", f"{'x' * 101},Bos")
    )

    assert [candidate.full_name for _, _, candidate in report.created] == ["Anna Smit"]
    assert report.findings == [
        Finding(1, 2, "", Problem.NOT_STORABLE, is_refused=True),
        Finding(1, 4, "given_name", Problem.NOT_STORABLE, is_refused=True),
    ]


def test_import_asks_no_more_of_the_database_for_more_rows():
    def queries(count: int) -> int:
        lines = [f"Kees Oster,k{count}x{number}@example.org" for number in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            take_in(rows("Naam,E-mail", *lines))
        return len(captured)

    assert queries(3) == queries(60)


def test_import_acts_for_its_user():
    take_in(sample("resume-one-job.json"), by=(user := make_user()))

    assert set(Candidate.history.values_list("history_user_id", "owner_id")) == {(user.pk, user.pk)}
    assert DataSubject.objects.filter(candidate__isnull=False).count() == 1
