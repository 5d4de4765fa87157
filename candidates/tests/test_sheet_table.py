import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from candidates.readers.candidate_draft import CandidateDraft, Problem
from candidates.readers.mapping import propose_mapping
from candidates.readers.partial_date import PartialDate
from candidates.readers.row_drafts import drafts_of
from candidates.readers.sheet_extract import OLE_MARK, SheetCode
from candidates.readers.sheet_table import open_sheet_table
from candidates.readers.table import MAX_BYTES, TableRefused, TableRow
from candidates.readers.tables import open_table

FILES = Path(__file__).parent / "files"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(*rows, sheet: str = "Blad1", more: Callable[[xlsxwriter.Workbook], None] | None = None) -> bytes:
    """A workbook as Excel writes it; a day gets a format of days."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    page = book.add_worksheet(sheet)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date | time):
                page.write_datetime(at, column, value)
            elif isinstance(value, str):
                page.write_string(at, column, value)
            else:
                page.write(at, column, value)
    if more:
        more(book)
    book.close()
    return target.getvalue()


def bare_xlsx(sheet_data: str, **more: str) -> bytes:
    """A workbook with one sheet in XML, for what no program would write."""
    one = f'<Relationship Id="r" Type="{OFFICE}/%s" Target="%s"/>'
    relation = f'<Relationships xmlns="{RELATIONS}">{one}</Relationships>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relation % ("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relation % ("worksheet", "worksheets/a.xml"),
            "xl/worksheets/a.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>',
        }
        | more
    )


def ods(table_rows: str, manifest: str = "<m/>") -> bytes:
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{table_rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(*cells: str) -> str:
    form = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    return f"<table:table-row>{''.join(form % cell for cell in cells)}</table:table-row>"


def zipped(members: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_hidden_and_second_sheet(book: xlsxwriter.Workbook) -> None:
    book.worksheets()[0].hide()
    book.add_worksheet("Leeg").activate()
    book.add_worksheet("Kandidaten").write_row(2, 1, ["Naam", "Plaats"])
    book.get_worksheet_by_name("Kandidaten").write_row(3, 1, ["Kees", "Ede"])


def test_sheet_cells_become_text_as_people_read_them():
    content = xlsx(
        ["Naam", "Waarde"],
        ["dag", date(2024, 12, 31)],
        ["moment", datetime.fromisoformat("2024-12-31 13:45")],
        ["heel", 612345678],
        ["groot", 31612345678],
        ["deel", 1.5],
        ["waar", True],
        ["formule als tekst", "=1+1"],
        ["twee regels", "a\nb"],
        ["emoji", "🙂 مريم"],
    )

    table = open_table(content)

    assert (table.headings, table.sheet, table.sheets) == (("Naam", "Waarde"), "Blad1", ("Blad1",))
    assert [row.cells[1] for row in table.rows] == [
        *("2024-12-31", "2024-12-31 13:45:00", "612345678", "31612345678", "1.5", "true", "=1+1", "a\nb", "🙂 مريم")
    ]


def test_sheet_formula_gives_what_it_came_to_and_never_itself():
    def formulas(book: xlsxwriter.Workbook) -> None:
        book.worksheets()[0].write_formula(1, 1, '=HYPERLINK("http://x")', None, "Ede")
        book.worksheets()[0].write_formula(2, 1, "=1/0", None, "#DIV/0!")

    table = open_table(xlsx(["Naam", "Plaats"], ["Kees"], ["Jan"], more=formulas))

    assert list(table.rows) == [TableRow(2, ("Kees", "Ede")), TableRow(3, ("Jan", ""))]


def test_sheet_is_the_first_shown_one_with_cells_and_lines_are_its_own():
    table = open_table(xlsx(["BSN"], ["111222333"], sheet="Geheim", more=with_hidden_and_second_sheet))

    assert (table.sheets, table.sheet, table.headings) == (("Leeg", "Kandidaten"), "Kandidaten", ("Naam", "Plaats"))
    assert list(table.rows) == [TableRow(4, ("Kees", "Ede"))]


@pytest.mark.parametrize(("sheet", "reason"), [("Leeg", Problem.EMPTY), ("Geheim", Problem.NO_SUCH_SHEET)])
def test_sheet_that_is_named_must_be_there_and_hold_something(sheet, reason):
    content = xlsx(["BSN"], ["111222333"], sheet="Geheim", more=with_hidden_and_second_sheet)

    with pytest.raises(TableRefused) as refusal:
        open_table(content, sheet=sheet)

    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    "content",
    [
        (FILES / "list.xls").read_bytes(),
        xlsx(
            ["Voornaam", "Tussenvoegsel", "Achternaam", "Telefoon", "Laatste contact"],
            ["Zoë", "van der", "Linden", 612345678, date(2024, 12, 31)],
        ),
        ods(
            ods_row("Voornaam", "Tussenvoegsel", "Achternaam", "Telefoon", "Laatste contact")
            + ods_row("Zoë", "van der", "Linden", "612345678", "31-12-2024")
        ),
    ],
    ids=["xls", "xlsx", "ods"],
)
def test_sheet_of_each_kind_becomes_drafts(content):
    table = open_table(content)

    (row,) = drafts_of(table, propose_mapping(table.headings), today=date(2026, 1, 1))

    assert row.draft == CandidateDraft(
        line=2,
        given_name="Zoë",
        infix="van der",
        family_name="Linden",
        phone="+31612345678",
        last_contact_on=PartialDate(2024, 12, 31),
    )
    assert [problem.reason for problem in row.problems] == [Problem.PHONE_MENDED]


def test_sheet_cells_without_heading_are_kept_and_not_a_slip():
    table = open_table(xlsx(["Naam"], ["Kees", "terzijde"]))

    assert (table.headings, list(table.rows)) == (("Naam", ""), [TableRow(2, ("Kees", "terzijde"))])


def test_sheet_with_format_to_the_last_line_is_as_large_as_its_cells():
    table = open_table(
        bare_xlsx(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c></row>'
            '<row r="2"><c r="A2" t="inlineStr"><is><t>Kees</t></is></c></row>'
            '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
        )
    )

    assert list(table.rows) == [TableRow(2, ("Kees",))]


def test_sheet_of_ods_may_repeat_nothing_as_often_as_it_likes():
    nothing = (
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="99"/>'
    )

    table = open_table(ods(ods_row("Naam") + nothing + "</table:table-row>" + ods_row("Kees")))

    assert list(table.rows) == [TableRow(1002, ("Kees",))]


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="%s1048576"><v>1</v></c></row>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row>'
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04" + b"\0" * 60, Problem.CORRUPT),
        (xlsx(["Naam"])[:-40], Problem.CORRUPT),
        (bare_xlsx("<row><c"), Problem.CORRUPT),
        (zipped({"a.txt": "a"}), Problem.NOT_A_TABLE),
        (zipped({"word/document.xml": "a"}), Problem.NOT_A_TABLE),
        (zipped({"xl/workbook.bin": "a"}), Problem.BINARY_WORKBOOK),
        (OLE_MARK + "EncryptedPackage".encode("utf-16-le"), Problem.ENCRYPTED),
        (OLE_MARK + "WordDocument".encode("utf-16-le"), Problem.NOT_A_TABLE),
        (ods(ods_row("a"), "<encryption-data/>"), Problem.ENCRYPTED),
        (bare_xlsx(""), Problem.EMPTY),
        (bare_xlsx(FAR % "XFD"), Problem.TOO_COSTLY),
        (bare_xlsx(FAR % "L"), Problem.TOO_LARGE),
        (ods(REPEATED), Problem.CORRUPT),
        (bare_xlsx("", bomb=" " * 30_000_000), Problem.ZIP_BOMB),
        (zipped({"xl/workbook.xml": "a"} | {f"{number}": "" for number in range(2_001)}), Problem.ZIP_BOMB),
        (xlsx(["Naam"] + ["x"] * 1_001), Problem.TOO_MANY_COLUMNS),
        (b"PK\x03\x04" + b"\0" * MAX_BYTES, Problem.TOO_LARGE),
    ],
    ids=[
        *("header only", "cut off", "broken xml", "other archive", "docx", "xlsb", "locked xlsx", "old word"),
        *("locked ods", "empty", "far corner", "ten million cells", "repeated cells", "bomb", "many members"),
        *("wide", "large"),
    ],
)
def test_sheet_that_is_hostile_or_unusable_is_refused_by_name(content, reason):
    with pytest.raises(TableRefused) as refusal:
        open_table(content)

    assert refusal.value.reason is reason


def test_sheet_that_takes_too_long_is_refused():
    with pytest.raises(TableRefused) as refusal:
        open_sheet_table(xlsx(["Naam"]), seconds=0.001)

    assert refusal.value.reason is Problem.TOO_COSTLY


def test_sheet_codes_are_said_to_people():
    assert {code.value for code in SheetCode} <= set(Problem.values)


def test_sheet_is_opened_from_a_path_and_a_file_that_is_gone_is_named(tmp_path: Path):
    (tmp_path / "list").write_bytes(xlsx(["Naam"], ["Kees"]))

    assert list(open_table(tmp_path / "list").rows) == [TableRow(2, ("Kees",))]
    with pytest.raises(TableRefused) as refusal:
        open_table(tmp_path / "gone")
    assert refusal.value.reason is Problem.NOT_OPENED
