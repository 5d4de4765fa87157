"""The text layer of a PDF, in the order in which a person reads it."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice, pairwise
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError

from candidates.readers.cv.headings import is_heading
from candidates.readers.looked_text import LookedText, joined
from candidates.readers.page_layout import CELL_GAP, SAME_LINE, Piece, Word, lines_in_reading_order
from candidates.readers.unreadable import UnreadableCode, UnreadableContent

MAX_PAGES = 200
WORD_GAP = 0.18  # in letters: narrower is within a word
FEWEST_SPACED, SPACED = 3, 1.5  # gaps, and how much wider a blank is among them
OVERPRINT = 0.2  # in letters: the same letter set twice to look bold
UNMAPPED = re.compile(r"\(cid:\d+\)")
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
HEAVY = re.compile(r"bold|black|heavy|semi|demi", re.IGNORECASE)


def pdf_text(content: bytes) -> LookedText:
    """The text of all pages; a PDF that only forbids printing is read, one with a password is not."""
    pages = list(_pages(content))
    shifts = accumulate((height for height, _pieces_of in pages), initial=0.0)
    shown = zip(_without_running_lines(pieces for _height, pieces in pages), shifts, strict=False)
    pieces = [replace(piece, top=piece.top + shift) for page, shift in shown for piece in page]
    return joined(lines_in_reading_order(pieces, is_heading))


def _pages(content: bytes) -> Iterator[tuple[float, list[Piece]]]:
    """The height of each page and its pieces."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        pages = list(islice(PDFPage.create_pages(document), MAX_PAGES + 1))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise UnreadableContent(UnreadableCode.ENCRYPTED) from None
    except PDFSyntaxError:
        raise UnreadableContent(UnreadableCode.CORRUPT) from None
    if len(pages) > MAX_PAGES:
        raise UnreadableContent(UnreadableCode.TOO_COSTLY)
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for page in pages:
        interpreter.process_page(page)
        layout = device.get_result()
        yield layout.height, list(_pieces(layout))


def _letters(container: LTContainer[Any]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            if item.upright and item.size > 0:
                yield item
        elif isinstance(item, LTContainer):
            yield from _letters(item)


def _pieces(page: LTPage) -> Iterator[Piece]:
    """Letters of one line, cut where a tab or the next cell begins."""
    rows: dict[int, list[LTChar]] = {}
    for letter in _letters(page):
        rows.setdefault(_baseline(letter), []).append(letter)
    for line in _merged(rows):
        yield from _cut(line, page.height)


def _baseline(letter: LTChar) -> int:
    return round(letter.matrix[5] * 2)


def _merged(rows: dict[int, list[LTChar]]) -> Iterator[list[LTChar]]:
    """Lines; what stands a little higher or lower, such as an icon, belongs to its line."""
    line: list[LTChar] = []
    last = 0
    for baseline in sorted(rows, reverse=True):
        height = min(letter.size for letter in rows[baseline])
        if line and last - baseline > 2 * SAME_LINE * height:
            yield line
            line = []
        if not line:
            last = baseline
        line += rows[baseline]
    if line:
        yield line


def _cut(line: list[LTChar], bottom: float) -> Iterator[Piece]:
    letters = sorted((letter for letter in line if letter.get_text().strip()), key=lambda letter: letter.x0)
    run: list[LTChar] = []
    for letter in letters:
        if run and _is_overprinted(run[-1], letter):
            continue
        if run and letter.x0 - run[-1].x1 > CELL_GAP * min(letter.size, run[-1].size):
            yield _piece(run, bottom)
            run = []
        run.append(letter)
    if run:
        yield _piece(run, bottom)


def _is_overprinted(before: LTChar, letter: LTChar) -> bool:
    return letter.get_text() == before.get_text() and letter.x0 - before.x0 < OVERPRINT * letter.size


def _piece(run: Sequence[LTChar], bottom: float) -> Piece:
    words = [[run[0]]]
    least = _blank(run)
    for before, letter in pairwise(run):
        if letter.x0 - before.x1 > least:
            words.append([])
        words[-1].append(letter)
    font, size = Counter((letter.fontname, letter.size) for letter in run).most_common(1)[0][0]
    style = (font, bool(HEAVY.search(font)))
    return Piece(
        bottom - run[0].matrix[5], size, style, tuple(Word(word[0].x0, word[-1].x1, _text(word)) for word in words)
    )


def _blank(run: Sequence[LTChar]) -> float:
    """How wide a blank is at least; wider where all letters are spaced out."""
    size = min(letter.size for letter in run)
    gaps = sorted(letter.x0 - before.x1 for before, letter in pairwise(run))
    usual = gaps[len(gaps) // 2] if len(gaps) >= FEWEST_SPACED else 0.0
    return SPACED * usual if usual > WORD_GAP * size else WORD_GAP * size


def _text(word: Sequence[LTChar]) -> str:
    text = "".join(letter.get_text() for letter in word)
    return unicodedata.normalize("NFC", UNMAPPED.sub("", text).translate(LIGATURES))


def _without_running_lines(pages: Iterable[list[Piece]]) -> Iterator[list[Piece]]:
    """Each page without the lines that an earlier page had in the same place."""
    seen: set[tuple[int, int, str]] = set()
    for page in pages:
        places = [(round(piece.left), round(piece.top), piece.text) for piece in page]
        yield [piece for piece, place in zip(page, places, strict=True) if place not in seen]
        seen.update(places)
