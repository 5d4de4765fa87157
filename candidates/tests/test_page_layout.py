"""PDFs as programs set them, read in the order of a person: columns, tables, spaced letters, running lines."""

import io
from collections.abc import Iterable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from candidates.readers.pdf_text import pdf_text

Placed = tuple[float, float, str]
SIZES = {"#": 16, "": 10}


def page_of(*pages: Iterable[Placed]) -> bytes:
    """A PDF with each text at its place from the left and from the top; "#" before it sets it large."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=True)
    for placed in pages:
        for left, top, text in placed:
            canvas.setFont("Helvetica", SIZES[text[:1] if text.startswith("#") else ""])
            canvas.drawString(left, A4[1] - top, text.lstrip("#"))
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def column(left: float, top: float, *texts: str) -> list[Placed]:
    return [(left, top + 15 * number, text) for number, text in enumerate(texts)]


def test_columns_are_read_one_after_another():
    left = column(50, 100, "#Contact", "06-12345678", "Ede", "#Talen", "Nederlands", "Engels")
    right = column(
        250, 107, "#Werkervaring", "Kok, Hotel Pol", "2010 - 2012", "#Opleiding", "Kok, ROC Noord", "2008 - 2010"
    )

    read = pdf_text(page_of([*right, *left]))

    assert read.text.replace("\n\n", "\n").splitlines() == [text.lstrip("#") for _left, _top, text in [*left, *right]]
    assert [line for line, look in zip(read.text.splitlines(), read.looks, strict=True) if look == 0] == [
        *("Contact", "Talen", "Werkervaring", "Opleiding")
    ]


def test_rows_of_a_table_keep_their_cells_together():
    rows = [("2010 - 2012", "Kok", "Hotel Pol"), ("2008 - 2010", "Bakker", "De Korst"), ("2006 - 2008", "Hulp", "Grut")]
    placed = [
        (left, 100 + 15 * row, text)
        for row, cells in enumerate(rows)
        for left, text in zip((50, 150, 250), cells, strict=True)
    ]

    read = pdf_text(page_of([(50, 80, "#Werkervaring"), *placed]))

    assert read.text.splitlines()[1:] == ["\t".join(cells) for cells in rows]


def test_cell_that_almost_touches_the_next_is_cut_where_other_rows_begin():
    placed = [(50, 100, "Periode"), (110, 100, "Werkgever"), (50, 115, "2010 - 2012"), (110, 115, "Hotel Pol")]

    read = pdf_text(page_of(placed))

    assert read.text.splitlines() == ["Periode\tWerkgever", "2010 - 2012\tHotel Pol"]


def test_heading_of_spaced_letters_is_closed_up():
    read = pdf_text(page_of([(50 + 14 * number, 100, letter) for number, letter in enumerate("TALEN")]))

    assert read.text == "TALEN"


def test_name_of_spaced_letters_keeps_its_blanks():
    letters = [(50 + 12 * number, 100, letter) for number, letter in enumerate("SANNE VOSSEN") if letter != " "]

    assert pdf_text(page_of(letters)).text.split() == ["SANNE", "VOSSEN"]


def test_line_that_stands_on_every_page_is_read_once_and_a_column_goes_on():
    footer = (50.0, 800.0, "Jan de Vries - pagina")

    read = pdf_text(page_of([(50, 100, "Kok"), footer], [(50, 100, "Bakker"), footer]))

    assert read.text.split() == ["Kok", "Jan", "de", "Vries", "-", "pagina", "Bakker"]
