"""The paragraphs of an OpenDocument text, with how they look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from candidates.readers.looked_text import LookedLine
from candidates.readers.table_rows import row_lines

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
TABLES = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
NOT_THE_TEXT = frozenset({f"{TEXT}tracked-changes", f"{OFFICE}annotation"})
HEADERS, FOOTERS = (f"{STYLE}header", f"{STYLE}header-first"), (f"{STYLE}footer", f"{STYLE}footer-first")
USUAL_SIZE = 11.0
PER_CENT = 100
MOST_STYLES_DEEP = 20


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """One style by name: its parent and what it changes."""

    parent: str = ""
    size: str = ""
    is_bold: bool = False


Styles = dict[str, OdtStyle]


def odt_lines(roots: list[etree._Element]) -> Iterator[LookedLine]:
    """Page headers, the body, and page footers."""
    styles = {name: style for root in roots for name, style in _styles(root)}
    for parts in (HEADERS, (f"{OFFICE}text",), FOOTERS):
        seen = set()
        for node in (node for root in roots for node in root.iter(*parts)):
            said = "".join(map(str, node.itertext()))
            if said not in seen:
                yield from _block_lines(node, styles)
            seen.add(said)


def _styles(root: etree._Element) -> Iterator[tuple[str, OdtStyle]]:
    for node in root.iter(f"{STYLE}style"):
        letters = node.find(f"{STYLE}text-properties")
        size, weight = (
            letters.get(f"{FO}{name}", "") if letters is not None else "" for name in ("font-size", "font-weight")
        )
        yield node.get(f"{STYLE}name", ""), OdtStyle(node.get(f"{STYLE}parent-style-name", ""), size, weight == "bold")


def _block_lines(node: etree._Element, styles: Styles, mark: str = "") -> Iterator[LookedLine]:
    for child in node:
        if child.tag in PARAGRAPHS:
            yield from _paragraph_lines(child, styles, mark)
        elif child.tag == f"{TEXT}list-item":
            yield from _block_lines(child, styles, "• ")
        elif child.tag == f"{TABLES}table-row":
            yield from row_lines([list(_block_lines(cell, styles)) for cell in child])
        elif child.tag not in NOT_THE_TEXT and isinstance(child.tag, str):
            yield from _block_lines(child, styles, mark)


def _paragraph_lines(paragraph: etree._Element, styles: Styles, mark: str) -> Iterator[LookedLine]:
    """The text of the paragraph, then that of frames inside it."""
    text = "".join(_pieces(paragraph))
    inner = [node for node in paragraph.iter(*PARAGRAPHS) if node is not paragraph and _is_shown(node)]
    if text.strip() or not inner:
        yield LookedLine(mark * bool(text.strip()) + text, *_look(paragraph, styles))
    for node in inner:
        yield LookedLine("".join(_pieces(node)), *_look(node, styles))


def _is_shown(node: etree._Element) -> bool:
    return not any(ancestor.tag in NOT_THE_TEXT for ancestor in node.iterancestors())


def _pieces(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c", "1")), 100)
        elif child.tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
            yield "\t" if child.tag == f"{TEXT}tab" else "\n"
        elif child.tag not in PARAGRAPHS | NOT_THE_TEXT:
            yield from _pieces(child)
        yield child.tail or ""


def _look(paragraph: etree._Element, styles: Styles) -> tuple[float, str]:
    name = paragraph.get(f"{TEXT}style-name", "")
    spans = [span for span in paragraph.iter(f"{TEXT}span") if (span.text or "").strip()]
    inner = [span.get(f"{TEXT}style-name", "") for span in spans] if not (paragraph.text or "").strip() else []
    chains = [_chain(each, styles) for each in (name, *inner)]
    size = max(_size(chain) for chain in chains)
    is_bold = any(style.is_bold for chain in chains for style in chain)
    is_heading = paragraph.tag == f"{TEXT}h"
    return size + 0.4 * is_bold + 0.4 * is_heading, f"{name} {inner[:1]} {is_heading}"


def _chain(name: str, styles: Styles) -> list[OdtStyle]:
    """A style and those it is made from."""
    chain: list[OdtStyle] = []
    while name in styles and len(chain) < MOST_STYLES_DEEP:
        chain.append(styles[name])
        name = styles[name].parent
    return chain


def _size(chain: Iterable[OdtStyle]) -> float:
    factor = 1.0
    for style in chain:
        number = style.size.rstrip("pt%cmin ")
        try:
            value = float(number or "nan")
        except ValueError:
            continue
        if style.size.endswith("%"):
            factor *= value / PER_CENT
        elif style.size.endswith("pt"):
            return value * factor
    return USUAL_SIZE * factor
