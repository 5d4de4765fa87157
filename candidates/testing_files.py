"""CVs as files for tests and demonstrations, made on the spot: of invented people, with Dutch letters."""

import io
import zipfile
from collections.abc import Iterable

import docx
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from candidates.readers.extract import ODT

DUTCH_CV = (
    "Curriculum vitae",
    "Zoë van 't Hoff",
    "E-mail: zoe.vanthoff@example.org",
    "Mobiel: 06 - 12 34 56 78",
    "Woonplaats: 's-Hertogenbosch",
    "Profiel",
    "Ik werk met plezier aan geïntegreerde systemen en heb oog voor de één die het moet gebruiken.",
    "Werkervaring",
    "2019 - heden Systeembeheerder bij Coöperatie De Eendracht",
    "Referentie: Teun Bakvis, teun.bakvis@example.com, 06-87654321",
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pdf_cv(lines: Iterable[str] = DUTCH_CV, *, password: str = "") -> bytes:
    """A PDF with a text layer; with a password when one is given."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 18 * number, line)
    canvas.showPage()
    canvas.save()
    return _encrypted(page, password) if password else page.getvalue()


def _encrypted(page: io.BytesIO, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(page))
    writer.encrypt(password, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def picture_only_pdf() -> bytes:
    """A PDF as a scanner makes it: no text layer."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=True)
    canvas.rect(60, 60, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def docx_cv(lines: Iterable[str] = DUTCH_CV) -> bytes:
    """A Word file whose first line stands in the page header and whose last stands in a table."""
    first, *middle, last = lines
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = first
    for line in middle:
        document.add_paragraph(line)
    document.add_table(rows=1, cols=1).cell(0, 0).text = last
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def odt_cv(lines: Iterable[str] = DUTCH_CV, *, doctype: str = "", inner: str = "", encrypted: bool = False) -> bytes:
    """An OpenDocument text; a doctype or a manifest of encryption makes it hostile or locked."""
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in lines)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content xmlns:office="{ODF}:office:1.0" '
        f'xmlns:text="{ODF}:text:1.0"><office:body><office:text>{paragraphs}{inner}</office:text></office:body>'
        "</office:document-content>"
    )
    locked = f"<m:encryption-data xmlns:m='{ODF}:manifest:1.0'/>" if encrypted else ""
    return zip_of({"mimetype": ODT, "content.xml": content, "META-INF/manifest.xml": f"<manifest>{locked}</manifest>"})


def zip_of(members: dict[str, str]) -> bytes:
    """A ZIP file of texts; the first member is stored, as OpenDocument wants its type."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, text) in enumerate(members.items()):
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return packed.getvalue()


def billion_laughs_odt() -> bytes:
    """An OpenDocument text whose few entities unfold to a billion."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE lolz [<!ENTITY l0 "lol">{entities}]>'
    return odt_cv(doctype=doctype, inner="<text:p>&l9;</text:p>")


def zip_bomb_docx() -> bytes:
    """A Word file of 100 kB that unpacks to 100 MB."""
    return zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "0" * 100 * 1024 * 1024})
