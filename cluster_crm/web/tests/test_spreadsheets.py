"""Files that we write are read back by other programs as what was meant, and hold no formula."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.utils.translation import gettext_lazy, override
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from cluster_crm.web.inert_text import as_written
from cluster_crm.web.spreadsheets import SheetKind, open_sheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CELLS = [
    "De Vries",
    "+31612345678",
    "=1+1",
    7,
    Decimal("-4800.50"),
    date(2026, 11, 28),
    datetime(2026, 11, 28, 23, 30, tzinfo=UTC),
    None,
    UUID(int=1),
    gettext_lazy("Yes"),
]
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"))
RISKY = st.builds(
    "{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t=", " =", "\uff1d", "1e5", "#N/A", "_x000D_"]), TEXTS
)
NO_CHARACTERS = {0xFFFE: "_xFFFE_", 0xFFFF: "_xFFFF_"}  # XML has none of these two: xlsxwriter writes them out


def written(kind, *rows):
    """The bytes of a table."""
    target = BytesIO()
    with override("nl"), open_sheet(target, kind) as sheet:
        for row in rows:
            sheet.write(row)
    return target.getvalue()


def read_csv(content, separator=","):
    """The rows of a CSV file, as Python's reader takes them."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def parts_of(content):
    """The XML of a workbook by name."""
    with ZipFile(BytesIO(content)) as book:
        return {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}


def cells_of(content):
    """(type, value) of each cell of the sheet, with shared texts filled in."""
    parts = parts_of(content)
    shared = [
        "".join(t.text or "" for t in si.iter(f"{MAIN}t"))
        for si in parts.get("xl/sharedStrings.xml", etree.Element("x"))
    ]
    found = []
    for cell in parts["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c"):
        value = cell.findtext(f"{MAIN}v")
        kind = cell.get("t", "n")
        found.append((kind, shared[int(value)] if kind == "s" else value))
    return found


@pytest.mark.requirement("CAND-DATA-32")
def test_csv_for_a_dutch_excel():
    content = written(SheetKind.EXCEL_CSV, CELLS)

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert read_csv(content, ";") == [
        ["De Vries", "'+31612345678", "'=1+1", "7", "-4800,50", "2026-11-28", "2026-11-29 00:30", "",
         "00000000-0000-0000-0000-000000000001", "Ja"],
    ]  # fmt: skip


def test_plain_csv_has_commas_and_a_decimal_point():
    content = written(SheetKind.CSV, ["a;b", Decimal("1.50")])

    assert content == b"a;b,1.50\r\n"


def test_xlsx_writes_each_cell_by_its_type():
    content = written(SheetKind.XLSX, CELLS)

    assert cells_of(content) == [
        ("s", "De Vries"),
        ("s", "+31612345678"),
        ("s", "=1+1"),
        ("n", "7"),
        ("n", "-4800.50"),
        ("n", "46354"),
        ("n", "46355.02083333334"),
        ("s", "00000000-0000-0000-0000-000000000001"),
        ("s", "Ja"),
    ]


def test_xlsx_keeps_what_its_numbers_and_days_cannot_hold_as_text():
    content = written(SheetKind.XLSX, [1234567890123456789, date(1899, 12, 31), Decimal("NaN")])

    assert cells_of(content) == [("s", "1234567890123456789"), ("s", "1899-12-31"), ("s", "NaN")]


def test_xlsx_says_that_a_text_was_longer_than_a_cell():
    content = written(SheetKind.XLSX, ["x" * 40_000, "\U0001f600" * 20_000])

    assert [(len(text), text[-1]) for _, text in cells_of(content)] == [(32_767, "…"), (16_384, "…")]


def test_text_like_a_formula_stays_text_when_it_is_edited():
    styles = parts_of(written(SheetKind.XLSX, ["=1+1"]))["xl/styles.xml"]

    assert [xf.get("quotePrefix") for xf in styles.iter(f"{MAIN}xf") if xf.get("numFmtId") == "49"] == ["1"]


@settings(max_examples=60)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_no_workbook_holds_a_formula_or_a_link_and_every_text_is_a_text(rows):
    content = written(SheetKind.XLSX, *rows)

    sheet = parts_of(content)["xl/worksheets/sheet1.xml"]
    assert [tag for tag in ("f", "hyperlink") for _ in sheet.iter(f"{MAIN}{tag}")] == []
    assert {kind for kind, _ in cells_of(content)} <= {"s"}


@settings(max_examples=60)
@given(st.lists(st.lists(TEXTS | RISKY, min_size=2, max_size=4).map(lambda row: [*row, "|"]), min_size=1, max_size=4))
def test_every_text_comes_back_from_a_workbook_as_text(rows):
    book = CalamineWorkbook.from_filelike(BytesIO(written(SheetKind.XLSX, *rows)))
    sheet = book.get_sheet_by_index(0)

    assert [[cell for cell in row if cell != ""] for row in sheet.to_python(skip_empty_area=False)] == [
        [cell.translate(NO_CHARACTERS) for cell in row if cell != ""] for row in rows
    ]


@settings(max_examples=60)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
@pytest.mark.parametrize(("kind", "separator"), [(SheetKind.CSV, ","), (SheetKind.EXCEL_CSV, ";")])
def test_every_text_comes_back_from_csv(kind, separator, rows):
    content = written(kind, *rows)

    assert [[as_written(cell) for cell in row] for row in read_csv(content, separator)] == rows


@settings(max_examples=60)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_no_cell_begins_a_formula_where_the_separator_is_taken_wrong(rows):
    content = written(SheetKind.EXCEL_CSV, *rows)

    assert [cell for row in read_csv(content, ",") for cell in row if cell.lstrip(' "')[:1] in set("=+-@")] == []


@pytest.mark.parametrize("cell", [True, 1.5, b"x", ["x"]])
@pytest.mark.parametrize("kind", SheetKind)
def test_what_is_no_cell_is_refused(kind, cell):
    with pytest.raises(TypeError):
        written(kind, [cell])


def test_half_a_character_harms_neither():
    assert read_csv(written(SheetKind.CSV, ["a\ud800", "b"])) == [["a?", "b"]]
    assert cells_of(written(SheetKind.XLSX, ["a\ud800"])) == [("s", "a?")]
