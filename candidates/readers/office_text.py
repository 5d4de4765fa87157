"""The text of word processor files: DOCX and ODT."""

import io
import zipfile
from collections.abc import Iterator

import docx
from lxml import etree

from candidates.readers.unreadable import UnreadableCode, UnreadableContent

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
ODF_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
ODF_PARAGRAPHS = (f"{ODF_TEXT}p", f"{ODF_TEXT}h")
ODF_NOT_THE_TEXT = frozenset({f"{ODF_TEXT}tracked-changes", f"{ODF_OFFICE}annotation"})
WORD_BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}


def docx_text(content: bytes) -> str:
    """Headers, body with tables and text boxes, and footers, one line per paragraph."""
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0] if document.sections else None
    around = [section.header, section.footer] if section else []
    header, footer = (
        ([part._element] if not part.is_linked_to_previous else [] for part in around) if around else ([], [])
    )
    return "\n".join(line for root in (*header, document.element.body, *footer) for line in _word_lines(root))


def _word_lines(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(f"{WORD}p"):
        if not any(True for _ancestor in paragraph.iterancestors(FALLBACK)):
            yield "".join(_word_pieces(paragraph))


def _word_pieces(paragraph: etree._Element) -> Iterator[str]:
    """The text of the paragraph itself; a text box inside has paragraphs of its own."""
    for node in paragraph.iter(f"{WORD}t", *WORD_BREAKS):
        if next(node.iterancestors(f"{WORD}p")) is paragraph:
            yield node.text or "" if node.tag == f"{WORD}t" else WORD_BREAKS[str(node.tag)]


def odt_text(content: bytes) -> str:
    """Page headers and the body, one line per paragraph or heading."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names and _is_encrypted(_parsed(archive.read("META-INF/manifest.xml"))):
        raise UnreadableContent(UnreadableCode.ENCRYPTED)
    roots = [_parsed(archive.read(name)) for name in ("styles.xml", "content.xml") if name in names]
    return "\n".join(line for root in roots for line in _odt_lines(root))


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


def _odt_lines(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(*ODF_PARAGRAPHS):
        if not any(ancestor.tag in ODF_NOT_THE_TEXT for ancestor in paragraph.iterancestors()):
            yield "".join(_odt_pieces(paragraph))


def _odt_pieces(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == f"{ODF_TEXT}s":
            yield " " * min(int(child.get(f"{ODF_TEXT}c", "1")), 100)
        elif child.tag in {f"{ODF_TEXT}tab", f"{ODF_TEXT}line-break"}:
            yield "\t" if child.tag == f"{ODF_TEXT}tab" else "\n"
        elif child.tag not in (*ODF_PARAGRAPHS, *ODF_NOT_THE_TEXT):
            yield from _odt_pieces(child)
        yield child.tail or ""
