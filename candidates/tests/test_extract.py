"""What the child process reads, from inside: hostile content ends in a code."""

import pytest

from candidates.readers.extract import MAX_CHARACTERS, extract, sniffed_type
from candidates.readers.unreadable import UnreadableCode, UnreadableContent
from candidates.testing_files import DUTCH_CV, billion_laughs_odt, docx_cv, odt_cv, pdf_cv, zip_bomb_docx


@pytest.mark.parametrize("content", [pdf_cv(), docx_cv(), odt_cv()], ids=["pdf", "docx", "odt"])
def test_extract_answers_type_and_text(content: bytes):
    answer = extract(content)

    assert (answer["mime_type"], answer["text"]) == (sniffed_type(content), "\n".join(DUTCH_CV))


def test_extract_reads_odt_blanks_tabs_and_leaves_deleted_text():
    inner = (
        "<text:tracked-changes><text:p>verwijderd</text:p></text:tracked-changes>"
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:span>d<office:annotation><text:p>opmerking</text:p>'
        "</office:annotation>e</text:span><text:line-break/>f</text:p>"
    )

    answer = extract(odt_cv(lines=["eerste"], inner=inner))

    assert answer["text"] == "eerste\na   b\tcde\nf"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", UnreadableCode.EMPTY),
        (billion_laughs_odt(), UnreadableCode.UNSAFE),
        (zip_bomb_docx(), UnreadableCode.ZIP_BOMB),
        (odt_cv(lines=["a" * (MAX_CHARACTERS + 1)]), UnreadableCode.TOO_COSTLY),
        (odt_cv(lines=["   "]), UnreadableCode.NO_TEXT),
        (pdf_cv(password="geheim"), UnreadableCode.ENCRYPTED),
    ],
    ids=["nothing", "billion laughs", "zip bomb", "endless", "blank", "locked"],
)
def test_extract_refuses_by_code(content: bytes, code: UnreadableCode):
    with pytest.raises(UnreadableContent) as refusal:
        extract(content)

    assert refusal.value.code == code
