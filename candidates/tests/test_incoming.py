import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from candidates.readers.candidate_draft import CandidateDraft, Problem, RowProblem
from candidates.readers.cv_text import Unreadable
from candidates.readers.incoming import Incoming, IncomingRead, read_all, read_incoming
from candidates.readers.sheet_extract import OLE_MARK
from candidates.testing_files import docx_cv, pdf_cv, picture_only_pdf

RESUME = b'{"basics": {"name": "Kees Oster"}}'
LIST = b"Naam;Plaats\nKees Oster;Ede\n"
FILES = Path(__file__).parent / "files"
CV_LINES = ["Kees Oster", "kees.oster@example.org"]


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_column(0, 0, ["Naam", "Kees Oster"])
    return target.getvalue()


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", RESUME),
        ("a.txt.unknown", RESUME),
        ("a.csv", LIST),
        ("A.TXT", LIST),
        ("a.pdf", pdf_cv(CV_LINES)),
        ("a.csv", pdf_cv(CV_LINES)),
        ("a.pdf", docx_cv(CV_LINES)),
        ("a.zip", docx_cv(CV_LINES)),
        ("a.xlsx", workbook()),
        ("a.csv", workbook()),
        ("a.zip", workbook()),
    ],
)
def test_incoming_goes_by_content_before_name(name: str, content: bytes):
    read = read_incoming(Incoming(name, lambda: content))

    assert [(draft.given_name, draft.family_name) for draft in read.drafts] == [("Kees", "Oster")]


def test_incoming_scan_waits_for_a_person():
    read = read_incoming(Incoming("scan.pdf", picture_only_pdf))

    assert read == IncomingRead((CandidateDraft(),), unreadable=Unreadable.NO_TEXT, is_cv=True)


def test_incoming_of_another_kind_is_refused_by_name():
    read = read_incoming(Incoming("cv.pdf", lambda: b"MZ\x90\x00" + b"\0" * 600))

    assert read == IncomingRead(unreadable=Unreadable.WRONG_TYPE, is_cv=True)


def test_incoming_that_is_not_there_is_reported(tmp_path: Path):
    read = read_incoming(Incoming("gone.csv", (tmp_path / "gone.csv").read_bytes))

    assert read == IncomingRead(problems=(RowProblem(1, "", Problem.NOT_OPENED),))


def test_incoming_old_workbook_is_a_table_and_old_word_a_cv():
    assert [draft.family_name for draft in read_incoming(Incoming("a", (FILES / "list.xls").read_bytes)).drafts] == [
        "Linden"
    ]
    assert read_incoming(Incoming("a", lambda: OLE_MARK + b"WordDocument")).unreadable is Unreadable.OLD_WORD


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("a.xlsx", IncomingRead(problems=(RowProblem(1, "", Problem.CORRUPT),))),
        ("a.docx", IncomingRead(unreadable=Unreadable.CORRUPT, is_cv=True)),
    ],
)
def test_incoming_archive_that_is_damaged_is_what_its_name_says(name: str, read: IncomingRead):
    assert read_incoming(Incoming(name, lambda: b"PK\x03\x04" + b"x" * 60)) == read


def test_incoming_archive_is_read_file_by_file_with_its_place_as_line():
    content = packed(
        a_json=RESUME, b_jpg=b"\xff\xd8", c_pdf=pdf_cv(CV_LINES), d=packed(x=b"y"), e_pdf=workbook(), f_pdf=b"%PDF"
    )

    members = sorted(read_all(Incoming("cvs.zip", lambda: content)), key=lambda member: member[0].number)

    assert [(file.number, file.name, [draft.line for draft in read.drafts]) for file, read in members] == [
        (1, "a.json", [1]),
        (2, "b.jpg", []),
        (3, "c.pdf", [3]),
        (4, "d", []),
        (5, "e.pdf", []),
        (6, "f.pdf", []),
    ]
    assert [(read.is_cv, read.problems, read.unreadable) for _file, read in members] == [
        (False, (), None),
        (False, (RowProblem(2, "", Problem.NOT_A_CV),), None),
        (True, (), None),
        (False, (RowProblem(4, "", Problem.ARCHIVE_INSIDE),), None),
        (False, (RowProblem(5, "", Problem.TABLE_INSIDE),), None),
        (True, (), Unreadable.CORRUPT),
    ]


@pytest.mark.parametrize(("content", "reason"), [(packed(), Problem.EMPTY), (b"PK\x03\x04", Problem.CORRUPT)])
def test_incoming_archive_that_holds_nothing_to_read_is_one_refused_file(content: bytes, reason: Problem):
    whole = Incoming("cvs.zip", lambda: content)

    assert list(read_all(whole)) == [(whole, IncomingRead.refused(reason))]


def test_incoming_archive_in_place_of_one_cv_is_to_be_unpacked():
    read = read_incoming(Incoming("cv.zip", lambda: packed(a_pdf=b"%PDF")))

    assert read == IncomingRead.refused(Problem.ARCHIVE_INSIDE)


def test_incoming_file_that_is_no_archive_is_read_once(tmp_path: Path):
    whole, gone = Incoming("a.json", lambda: RESUME), Incoming("gone.csv", (tmp_path / "gone.csv").read_bytes)

    assert list(read_all(whole)) == [(whole, read_incoming(whole))]
    assert list(read_all(gone)) == [(gone, IncomingRead.refused(Problem.NOT_OPENED))]
