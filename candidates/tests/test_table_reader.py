from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.readers.candidate_draft import (
    CandidateDraft,
    ExperienceDraft,
    LanguageDraft,
    Problem,
    ReadResult,
    RowProblem,
    SkillDraft,
)
from candidates.readers.table import MAX_BYTES
from candidates.readers.table_reader import read_table

FILES = Path(__file__).parent / "files"


def names(result: ReadResult) -> list[tuple[str, str, str]]:
    return [(draft.given_name, draft.infix, draft.family_name) for draft in result.drafts]


def test_table_reads_good_rows_and_reports_bad_ones_by_line():
    result = read_table((FILES / "candidates-dutch.csv").read_bytes())

    assert [(draft.line, draft.family_name) for draft in result.drafts] == [
        (2, "Linden"),
        (3, "Bakker"),
        (6, "Post"),
        (9, ""),
    ]
    assert result.problems == (
        RowProblem(1, "11", Problem.LEFT_OUT, is_refused=False),
        RowProblem(4, "email", Problem.NOT_AN_EMAIL),
        RowProblem(5, "skills", Problem.HOLDS_BSN),
        RowProblem(8, "", Problem.TOO_MANY_CELLS),
    )


def test_table_row_becomes_a_whole_draft():
    result = read_table((FILES / "candidates-dutch.csv").read_bytes())

    assert result.drafts[0] == CandidateDraft(
        line=2,
        given_name="Zoë",
        infix="van der",
        family_name="Linden",
        email="zoe.vanderlinden@example.org",
        phone="+31612345678",
        city="Baarn",
        postcode="1234 AB",
        headline="Verpleegkundige",
        experience=(ExperienceDraft("Zorggroep Duin", "Verpleegkundige"),),
        skills=(SkillDraft("Wondzorg"), SkillDraft("BIG-registratie")),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_table_finds_encoding_and_separator(encoding: str, separator: str, line_end: str):
    rows = [["Name", "City"], ["Zoë de Vries", "Coevorden"]]

    result = read_table(line_end.join(separator.join(row) for row in rows).encode(encoding))

    assert names(result) == [("Zoë", "de", "Vries")]
    assert result.problems == ()


def test_table_obeys_the_separator_that_excel_names():
    assert names(read_table(b"sep=;\r\nNaam;Plaats\r\nKees Oster;Ede, Gld\r\n")) == [("Kees", "", "Oster")]


@pytest.mark.parametrize(
    ("heading", "row", "name"),
    [
        ("Naam", '"Berg, J. van der"', ("J.", "van der", "Berg")),
        ("Voornaam,Achternaam", "Jan,van der Berg", ("Jan", "van der", "Berg")),
        ("Voornaam,Achternaam", 'Jan,"Berg, van der"', ("Jan", "van der", "Berg")),
        ("First name,Last name", "Yo,Ma", ("Yo", "", "Ma")),
        ("Voorletters,Achternaam", "J.P.,Bakker", ("J.P.", "", "Bakker")),
        ("Roepnaam,E-mail", "Jan,jan@example.org", ("Jan", "", "")),
        ("Achternaam", "Bakker", ("", "", "Bakker")),
    ],
)
def test_table_reads_a_name_in_one_column_or_in_parts(heading: str, row: str, name: tuple[str, str, str]):
    assert names(read_table(f"{heading}\n{row}\n".encode())) == [name]


def test_table_goes_on_after_an_open_quotation_mark():
    content = b'Naam,Plaats\nKees Oster,Ede\n"Jan Bakker,Ede\nPiet Post,Urk\nAnna Smit,"Oss"x\nRoos Kuil,Epe\n'

    result = read_table(content)

    assert [draft.family_name for draft in result.drafts] == ["Oster", "Post", "Kuil"]
    assert result.problems == (RowProblem(3, "", Problem.BROKEN_ROW), RowProblem(5, "", Problem.BROKEN_ROW))


def test_table_keeps_cells_that_look_like_formulas_as_text():
    result = read_table(b'Naam,Plaats\nKees Oster,"=HYPERLINK(""x"")"\n')

    assert [draft.city for draft in result.drafts] == ['=HYPERLINK("x")']


def test_table_takes_200_columns_and_names_those_left_out_by_number():
    heading = ",".join(["Naam", *(f"Vraag {number}" for number in range(2, 200)), "Talen"])

    result = read_table(f"{heading}\n{','.join(['Kees Oster', *['ja'] * 198, 'Fries / Engels'])}\n".encode())

    assert [draft.languages for draft in result.drafts] == [(LanguageDraft("Fries"), LanguageDraft("Engels"))]
    assert result.problems == (RowProblem(1, "2-199", Problem.LEFT_OUT, is_refused=False),)


def test_table_knows_countries_and_reads_numbers_by_them():
    content = "Naam,Land,Telefoon,Postcode\nAn Claes,België,0470 12 34 56,9000\nBo Claes,Atlantis,,\n"

    result = read_table(content.encode())

    assert [(draft.country, draft.phone, draft.postcode) for draft in result.drafts] == [
        ("BE", "+32470123456", "9000"),
        ("", "", ""),
    ]
    assert result.problems == (RowProblem(3, "country", Problem.NOT_A_COUNTRY, is_refused=False),)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", RowProblem(1, "", Problem.EMPTY)),
        (b"\n \n", RowProblem(1, "", Problem.EMPTY)),
        (b"Kees Oster,Ede\n", RowProblem(1, "", Problem.NO_HEADER)),
        (b"\n\x00\x01\x02", RowProblem(1, "", Problem.NOT_A_TABLE)),
        (b"x" * (MAX_BYTES + 1), RowProblem(1, "", Problem.TOO_LARGE)),
    ],
    ids=["nothing", "blank", "no header", "binary", "large"],
)
def test_table_refuses_a_file_with_its_reason(content: bytes, problem: RowProblem):
    assert read_table(content) == ReadResult(problems=(problem,))


@given(st.lists(st.text(max_size=30), max_size=5))
def test_table_takes_any_rows(rows: list[str]):
    result = read_table("\n".join(["Naam,E-mail", *rows, "Kees Oster,kees@example.org"]).encode("utf-8", "replace"))

    assert isinstance(result, ReadResult)
