from pathlib import Path

import pytest

from candidates.readers.candidate_draft import CandidateDraft, Problem, RowProblem
from candidates.readers.cv_text import Unreadable
from candidates.readers.incoming import Incoming, IncomingRead, read_incoming
from candidates.testing_files import docx_cv, pdf_cv, picture_only_pdf

RESUME = b'{"basics": {"name": "Kees Oster"}}'
LIST = b"Naam;Plaats\nKees Oster;Ede\n"
CV_LINES = ["Kees Oster", "kees.oster@example.org"]


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
