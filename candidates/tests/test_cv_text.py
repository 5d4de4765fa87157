import time

import pytest

from candidates.readers.cv_text import MAX_BYTES, DocumentUnreadable, Unreadable, read_cv
from candidates.readers.extract import DOCX, ODT, PDF
from candidates.testing_files import (
    DUTCH_CV,
    billion_laughs_odt,
    docx_cv,
    odt_cv,
    pdf_cv,
    picture_only_pdf,
    zip_bomb_docx,
    zip_of,
)

OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512
PROGRAM = b"MZ\x90\x00" + b"\0" * 512


@pytest.mark.requirement("CAND-DATA-09")
@pytest.mark.parametrize(
    ("content", "mime_type"), [(pdf_cv(), PDF), (docx_cv(), DOCX), (odt_cv(), ODT)], ids=["pdf", "docx", "odt"]
)
def test_cv_text_keeps_every_line_and_accent(content: bytes, mime_type: str):
    read = read_cv(content)

    assert (read.mime_type, read.text) == (mime_type, "\n".join(DUTCH_CV))
    assert len(read.looks) == len(DUTCH_CV)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Unreadable.EMPTY),
        (PROGRAM, Unreadable.WRONG_TYPE),
        (b"Kees Oster", Unreadable.WRONG_TYPE),
        (zip_of({"a.txt": "Kees"}), Unreadable.WRONG_TYPE),
        (OLD_WORD, Unreadable.OLD_WORD),
        (OLD_WORD + "EncryptedPackage".encode("utf-16-le"), Unreadable.ENCRYPTED),
        (pdf_cv(password="geheim"), Unreadable.ENCRYPTED),
        (odt_cv(encrypted=True), Unreadable.ENCRYPTED),
        (picture_only_pdf(), Unreadable.NO_TEXT),
        (pdf_cv()[:300], Unreadable.CORRUPT),
        (docx_cv()[:2000], Unreadable.CORRUPT),
        (zip_of({"mimetype": ODT, "content.xml": "<office"}), Unreadable.CORRUPT),
        (zip_of({"[Content_Types].xml": "<a", "word/document.xml": "<a"}), Unreadable.CORRUPT),
        (billion_laughs_odt(), Unreadable.UNSAFE),
        (zip_bomb_docx(), Unreadable.ZIP_BOMB),
        (b"%PDF-1.4" + b" " * MAX_BYTES, Unreadable.TOO_LARGE),
    ],
    ids=[
        *("nothing", "program", "text", "zip", "old word", "locked word", "locked pdf", "locked odt", "picture"),
        *("cut pdf", "cut docx", "broken odt", "broken docx", "billion laughs", "zip bomb", "large"),
    ],
)
def test_cv_text_refuses_by_name(content: bytes, reason: Unreadable):
    with pytest.raises(DocumentUnreadable) as refusal:
        read_cv(content)

    assert refusal.value.reason == reason
    assert str(refusal.value) == str(reason.label)


def test_cv_text_gives_up_after_its_time():
    begin = time.monotonic()

    with pytest.raises(DocumentUnreadable) as refusal:
        read_cv(pdf_cv(), seconds=0.01)

    assert refusal.value.reason == Unreadable.TOO_COSTLY
    assert time.monotonic() - begin < 5
