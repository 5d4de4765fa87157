import io

import docx

from candidates.readers.office_text import docx_text, odt_text
from candidates.testing_files import odt_cv


def saved(document: object) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_docx_rows_of_a_table_are_lines_with_tabs():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("2010", "Kok"), ("2012", "Bakker")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text

    assert docx_text(saved(document)).text == "2010\tKok\n2012\tBakker"


def test_docx_columns_made_as_a_table_are_read_one_after_another():
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, texts in ((left, "ABCDE"), (right, "12")):
        for text in texts:
            cell.add_paragraph(text)

    assert docx_text(saved(document)).text.split() == [*"ABCDE", *"12"]


def test_docx_headings_stand_out_and_items_have_a_dot():
    document = docx.Document()
    document.add_heading("Werkervaring", 1)
    document.add_paragraph("Kok")
    document.add_paragraph("kookte", style="List Bullet")

    read = docx_text(saved(document))

    assert read.text == "Werkervaring\nKok\n• kookte"
    assert read.looks[0] < min(read.looks[1:])


def test_odt_tables_and_lists_keep_their_form():
    table = (
        '<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table-row>'
        "<table:table-cell><text:p>2010</text:p></table:table-cell><table:table-cell><text:p>Kok</text:p>"
        "</table:table-cell></table:table-row></table:table><text:list><text:list-item><text:p>kookte</text:p>"
        "</text:list-item></text:list>"
    )

    assert odt_text(odt_cv(lines=["Werk"], inner=table)).text == "Werk\n2010\tKok\n• kookte"
