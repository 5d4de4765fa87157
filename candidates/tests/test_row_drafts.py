from datetime import date

import pytest

from candidates.readers.candidate_draft import CandidateDraft, Problem, RowProblem
from candidates.readers.mapping import propose_mapping
from candidates.readers.partial_date import PartialDate
from candidates.readers.row_drafts import RowRead, drafts_of
from candidates.readers.tables import open_table

TODAY = date(2026, 5, 1)


def read(*lines: str) -> list[RowRead]:
    table = open_table("\n".join(lines).encode(), separator=";")
    return list(drafts_of(table, propose_mapping(table.headings), today=TODAY))


def read_one(heading: str, value: str) -> tuple[CandidateDraft | None, tuple[RowProblem, ...]]:
    ((_line, draft, problems, _cells),) = read(f"Achternaam;{heading}", f"Oster;{value}")
    return draft, problems


def test_row_becomes_a_draft_with_what_the_agency_knew():
    headings = "Voorletters;Roepnaam;Achternaam;Eigenaar;Tags;Opmerkingen;Laatste contact;Ontvangen op"

    (row,) = read(
        f"{headings};Beschikbaar vanaf;Werkvergunning nodig;Telefoon;Telefoon 2",
        "K.J.;Kees;Oster;Jo@Example.org;zorg, nacht;Belt graag;3-4-2026;2025-06;1 juni 2026;nee;0612345678;030-2345678",
    )

    assert row.draft == CandidateDraft(
        line=2,
        given_name="Kees",
        family_name="Oster",
        initials="K.J.",
        phone="+31612345678",
        other_phone="+31302345678",
        note="Belt graag",
        tags=("zorg", "nacht"),
        owner="jo@example.org",
        last_contact_on=PartialDate(2026, 4, 3),
        collected_on=PartialDate(2025, 6),
        available_from=PartialDate(2026, 6, 1),
        work_permit_required=False,
    )
    assert row.problems == (RowProblem(2, "other_phone", Problem.SECOND_PHONE, is_refused=False),)


def test_row_with_only_a_second_number_gives_it_the_place_of_the_first():
    draft, problems = read_one("Telefoon 2", "030-2345678")

    assert (draft and (draft.phone, draft.other_phone), problems) == (("+31302345678", ""), ())


def test_row_says_that_a_second_number_in_the_cell_has_no_place():
    draft, problems = read_one("Telefoon", "0612345678 / 030-2345678")

    assert (draft and (draft.phone, draft.other_phone)) == ("+31612345678", "+31302345678")
    assert problems == (RowProblem(2, "other_phone", Problem.SECOND_PHONE, is_refused=False),)


@pytest.mark.parametrize(
    ("value", "day", "problem"),
    [
        ("2024-12-31", PartialDate(2024, 12, 31), None),
        ("31-12-2024", PartialDate(2024, 12, 31), None),
        ("31.12.2024", PartialDate(2024, 12, 31), None),
        ("2024-12-31 13:45:10", PartialDate(2024, 12, 31), None),
        ("2024-12-31T13:45:10Z", PartialDate(2024, 12, 31), None),
        ("20241231", PartialDate(2024, 12, 31), None),
        ("31 december 2024", PartialDate(2024, 12, 31), None),
        ("45657", PartialDate(2024, 12, 31), None),
        ("12-2024", PartialDate(2024, 12), None),
        ("03-04-2024", PartialDate(2024, 4, 3), None),
        ("03/04/2024", PartialDate(2024, 4, 3), RowProblem(2, "last_contact_on", Problem.UNCLEAR_DATE, False)),
        ("04/04/2024", PartialDate(2024, 4, 4), None),
        ("31/12/2024", PartialDate(2024, 12, 31), None),
        ("12/31/2024", None, RowProblem(2, "last_contact_on", Problem.MONTH_FIRST)),
        ("31-12-24", None, RowProblem(2, "last_contact_on", Problem.SHORT_YEAR)),
        ("31-02-2024", None, RowProblem(2, "last_contact_on", Problem.NOT_A_DATE)),
        ("vorige week", None, RowProblem(2, "last_contact_on", Problem.NOT_A_DATE)),
        ("0001-01-01", None, RowProblem(2, "last_contact_on", Problem.NOT_A_DATE)),
        ("2-5-2026", None, RowProblem(2, "last_contact_on", Problem.IN_FUTURE)),
    ],
)
def test_row_day_is_read_as_it_was_meant_or_named(value, day, problem):
    draft, problems = read_one("Laatste contact", value)

    assert (draft.last_contact_on if draft else None, problems) == (day, (problem,) if problem else ())


@pytest.mark.parametrize(
    ("value", "phones", "reason"),
    [
        ("06-12345678", ("+31612345678", ""), None),
        ("612345678", ("+31612345678", ""), Problem.PHONE_MENDED),
        ("612345678.0", ("+31612345678", ""), Problem.PHONE_MENDED),
        ("31612345678", ("+31612345678", ""), Problem.PHONE_MENDED),
        ("32470123456", ("+32470123456", ""), Problem.PHONE_MENDED),
        ("0612345678 of 0612345678", ("+31612345678", ""), None),
        ("3.16E+10", None, Problem.PHONE_SHORTENED),
        ("3,16123E+10", None, Problem.PHONE_SHORTENED),
        ("06-1234", None, Problem.NOT_A_PHONE),
        ("99999999999", None, Problem.NOT_A_PHONE),
        ("06-12345678 / onbekend", None, Problem.NOT_A_PHONE),
    ],
)
def test_row_phone_is_mended_or_named(value, phones, reason):
    draft, problems = read_one("Telefoon", value)

    assert (draft and (draft.phone, draft.other_phone)) == phones
    assert problems == ((RowProblem(2, "phone", reason, is_refused=draft is None),) if reason else ())


@pytest.mark.parametrize(
    ("heading", "value", "field", "reason"),
    [
        ("Eigenaar", "Jo van Sales", "owner", Problem.NOT_AN_EMAIL),
        ("LinkedIn", "geen", "profile_url", Problem.NOT_A_URL),
        ("Telefoon 2", "geen", "other_phone", Problem.NOT_A_PHONE),
        ("Beschikbaar vanaf", "in overleg", "available_from", Problem.NOT_A_DATE),
        ("Werkvergunning nodig", "misschien", "work_permit_required", Problem.NOT_YES_OR_NO),
        ("Opmerkingen", "Jos\ufffd", "note", Problem.LOST_LETTER),
    ],
)
def test_row_goes_on_without_what_it_can_spare(heading, value, field, reason):
    draft, problems = read_one(heading, value)

    assert draft is not None
    assert problems == (RowProblem(2, field, reason, is_refused=False),)


@pytest.mark.parametrize(
    ("heading", "value", "field", "reason"),
    [
        ("E-mail", "geen", "email", Problem.NOT_AN_EMAIL),
        ("Voornaam", "Jos\ufffd", "given_name", Problem.LOST_LETTER),
        ("Opmerkingen", "BSN 111222333", "note", Problem.HOLDS_BSN),
        ("Postcode", "12345", "postcode", Problem.NOT_A_POSTCODE),
    ],
)
def test_row_is_refused_by_a_value_that_must_be_right(heading, value, field, reason):
    assert read_one(heading, value) == (None, (RowProblem(2, field, reason),))


def test_row_names_each_problem_once():
    assert read_one("Voorletters", "111222333") == (None, (RowProblem(2, "initials", Problem.HOLDS_BSN),))


def test_row_cell_that_looks_like_a_formula_is_text():
    draft, problems = read_one("Opmerkingen", "=cmd|' /C calc'!A0")

    assert (draft and draft.note, problems) == ("=cmd|' /C calc'!A0", ())


def test_row_of_a_file_that_this_system_wrote_comes_back_as_it_was():
    draft = CandidateDraft(line=2, family_name="Oster", note="=1+1")

    assert read_one("Opmerkingen", "'=1+1") == (draft, ())


@pytest.mark.requirement("CAND-DATA-16")
def test_row_leaves_out_what_the_law_keeps_out_whatever_is_mapped():
    table = open_table(b"Naam;BSN;Geboortedatum;Iets\nKees Oster;111222333;1990-04-01;dossier 111222333\n")

    (row,) = drafts_of(table, {0: "name", 1: "note", 2: "note"}, today=TODAY)

    assert row == RowRead(
        2,
        CandidateDraft(line=2, given_name="Kees", family_name="Oster"),
        (),
        ("Kees Oster", "", "", "dossier [BSN]"),
    )


def test_row_with_a_fault_keeps_its_cells_for_the_file_of_errors():
    found = read("Naam;Plaats", "Kees;Ede;verschoven", '"Jan;Urk')

    assert found == [
        RowRead(2, None, (RowProblem(2, "", Problem.TOO_MANY_CELLS),), ("Kees", "Ede", "verschoven")),
        RowRead(3, None, (RowProblem(3, "", Problem.BROKEN_ROW),), ('"Jan;Urk',)),
    ]


def test_row_with_nothing_that_is_read_is_neither_draft_nor_refused():
    found = read("Naam;Schoenmaat", ";42")

    assert found == [RowRead(2, None, (RowProblem(2, "", Problem.EMPTY, is_refused=False),), ("", "42"))]


def test_row_says_where_letters_were_put_right():
    table = open_table("Naam\nZoë Post\nAnaïs Bos\n".encode() + "Renée Smit\n".encode("cp1252"))

    *_good, row = drafts_of(table, {0: "name"}, today=TODAY)

    assert row.draft == CandidateDraft(line=4, given_name="Renée", family_name="Smit")
    assert row.problems == (RowProblem(4, "", Problem.OTHER_ENCODING, is_refused=False),)


def test_row_mapping_takes_only_fields_of_the_closed_list():
    table = open_table(b"Naam\nKees\n")

    with pytest.raises(ValueError, match="is not a valid ImportField"):
        list(drafts_of(table, {0: "birth_date"}, today=TODAY))
