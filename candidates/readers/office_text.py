"""The text of word processor files, DOCX and ODT, in the order in which a person reads it."""

import io
import zipfile
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document
from docx.styles.style import ParagraphStyle
from lxml import etree

from candidates.readers.looked_text import LookedLine, LookedText, joined
from candidates.readers.odt_text import odt_lines
from candidates.readers.table_rows import row_lines
from candidates.readers.unreadable import UnreadableCode, UnreadableContent

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ODF_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
WORD_BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
TEXT_BOX, TABLE, PARAGRAPH = f"{WORD}txbxContent", f"{WORD}tbl", f"{WORD}p"
USUAL_SIZE = 11.0
HALF_POINTS = 2


def docx_text(content: bytes) -> LookedText:
    """Headers, body with tables and text boxes, and footers, one line per paragraph."""
    document = docx.Document(io.BytesIO(content))
    styles = {style.style_id: style for style in document.styles if isinstance(style, ParagraphStyle)}
    return joined(line for root in _roots(document) for line in _block_lines(root, styles))


def _roots(document: Document) -> Iterator[etree._Element]:
    """The parts in the order of reading; a header that says the same as an earlier one is left out."""
    headers = [part for section in document.sections for part in (section.first_page_header, section.header)]
    footers = [part for section in document.sections for part in (section.first_page_footer, section.footer)]
    yield from _different(part._element for part in headers if not part.is_linked_to_previous)
    yield document.element.body
    yield from _different(part._element for part in footers if not part.is_linked_to_previous)


def _different(roots: Iterable[etree._Element]) -> list[etree._Element]:
    return list({"".join(map(str, root.itertext())): root for root in roots}.values())


Styles = dict[str, ParagraphStyle]


def _block_lines(root: etree._Element, styles: Styles) -> Iterator[LookedLine]:
    for node in root:
        if node.tag == PARAGRAPH:
            yield from _paragraph_lines(node, styles)
        elif node.tag == TABLE:
            yield from _table_lines(node, styles)
        elif node.tag in {f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins", f"{WORD}customXml"}:
            yield from _block_lines(node, styles)


def _paragraph_lines(paragraph: etree._Element, styles: Styles) -> Iterator[LookedLine]:
    """The text of the paragraph itself, then that of the text boxes that hang on it."""
    prominence, style = _look(paragraph, styles)
    mark = "• " if _is_item(paragraph, styles) else ""
    text = "".join(_word_pieces(paragraph))
    boxes = [box for box in paragraph.iter(TEXT_BOX) if not any(True for _fallback in box.iterancestors(FALLBACK))]
    if text.strip() or not boxes:
        yield LookedLine(mark + text if text.strip() else text, prominence, style)
    for box in boxes:
        yield from _block_lines(box, styles)
        yield LookedLine("")


def _word_pieces(paragraph: etree._Element) -> Iterator[str]:
    """The text of the paragraph itself; a text box inside has paragraphs of its own."""
    for node in paragraph.iter(f"{WORD}t", *WORD_BREAKS):
        if next(node.iterancestors(PARAGRAPH)) is paragraph:
            yield node.text or "" if node.tag == f"{WORD}t" else WORD_BREAKS[str(node.tag)]


def _table_lines(table: etree._Element, styles: Styles) -> Iterator[LookedLine]:
    """Row by row with tabs between the cells; cells that are columns of the page one after another."""
    for row in table.iter(f"{WORD}tr"):
        if next(row.iterancestors(TABLE)) is not table:
            continue
        cells = [
            list(_block_lines(cell, styles))
            for cell in row.iter(f"{WORD}tc")
            if next(cell.iterancestors(TABLE)) is table
        ]
        yield from row_lines(cells)


def _look(paragraph: etree._Element, styles: Styles) -> tuple[float, str]:
    """How large and heavy the text of a paragraph is set, and in which style."""
    properties = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    style = styles.get(properties.get(f"{WORD}val", "")) if properties is not None else None
    runs = [run for run in paragraph.iter(f"{WORD}r") if run.find(f"{WORD}t") is not None]
    marks = [run.find(f"{WORD}rPr/{WORD}sz") for run in runs]
    sizes = [float(mark.get(f"{WORD}val", 0)) / HALF_POINTS for mark in marks if mark is not None]
    bold = bool(runs) and all(_is_on(run.find(f"{WORD}rPr/{WORD}b")) for run in runs)
    size = max(sizes, default=_size_of(style))
    name = style.name or "" if style else ""
    return size + 0.4 * (bold or _is_bold(style)), f"{name} {bold}"


def _size_of(style: ParagraphStyle | None) -> float:
    while style is not None:
        if style.font.size:
            return float(style.font.size.pt)
        style = style.base_style if isinstance(style.base_style, ParagraphStyle) else None
    return USUAL_SIZE


def _is_bold(style: ParagraphStyle | None) -> bool:
    return bool(style is not None and style.font.bold)


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(f"{WORD}val", "1") not in {"0", "false"}


def _is_item(paragraph: etree._Element, styles: Styles) -> bool:
    """Whether it is an item of a list, whose dot the program draws."""
    if paragraph.find(f"{WORD}pPr/{WORD}numPr") is not None:
        return True
    properties = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    style = styles.get(properties.get(f"{WORD}val", "")) if properties is not None else None
    return bool(style and (style.name or "").startswith("List"))


def odt_text(content: bytes) -> LookedText:
    """Page headers, the body and page footers, one line per paragraph or heading."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names and _is_encrypted(_parsed(archive.read("META-INF/manifest.xml"))):
        raise UnreadableContent(UnreadableCode.ENCRYPTED)
    roots = [_parsed(archive.read(name)) for name in ("styles.xml", "content.xml") if name in names]
    return joined(odt_lines(roots))


def _is_encrypted(manifest: etree._Element) -> bool:
    return manifest.find(f".//{ODF_MANIFEST}encryption-data") is not None


def _parsed(xml: bytes) -> etree._Element:
    """XML without entities, external parts or network (the billion laughs)."""
    if b"<!DOCTYPE" in xml.replace(b"\0", b""):  # in UTF-16 too
        raise UnreadableContent(UnreadableCode.UNSAFE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise UnreadableContent(UnreadableCode.CORRUPT) from None
