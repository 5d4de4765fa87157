"""The reading order of a page, from the places of its pieces of text: columns one after another, tables row by row.

Coordinates are points from the left and from the top; pages stand under one another, so that a column goes on.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from candidates.readers.looked_text import LookedLine

SAME_LINE = 0.35  # of the height of a letter
CELL_GAP = 1.0  # in letters: wider is a tab or the next cell
BLANK_LINE = 1.75  # of the usual distance between lines: more is a blank line
GUTTER = 6.0  # points between two columns, at least
WIDER_GAP = 1.25  # of the narrowest blank of its line: there may be a cell
NARROWEST_GAP = 0.3  # in letters, between two cells
TOUCHING = 0.1
FEWEST_LINES = 3  # of a column
MOST_DEPTH = 12
MOST_GUTTERS = 40
ALIGNED = 0.8  # of the lines at the left have a line at the right beside them: it is a table


@dataclass(frozen=True, slots=True)
class Word:
    """One word and where it begins and ends."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on one line of print; `style` is the font and whether it is heavy."""

    top: float
    size: float
    style: tuple[str, bool]
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last word ends."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(word.text for word in self.words)

    @property
    def prominence(self) -> float:
        """How much it stands out: larger counts more than bolder."""
        return round(self.size * 2) / 2 + 0.4 * self.style[1]


@dataclass(frozen=True, slots=True)
class Band:
    """Lines between two heights that a gutter divides."""

    gutter: float
    above: float
    below: float
    weight: int


IsHeading = Callable[[str], bool]


def lines_in_reading_order(pieces: Sequence[Piece], is_heading: IsHeading) -> Iterator[LookedLine]:
    """All lines; cells of one row are kept apart by tabs, parts of the page by blank lines."""
    for number, part in enumerate(_parts(sorted(pieces, key=lambda piece: (piece.top, piece.left)), is_heading, 0)):
        if number:
            yield LookedLine("")
        yield from _lines(part)


def _parts(pieces: list[Piece], is_heading: IsHeading, depth: int) -> Iterator[list[Piece]]:
    """The page cut into parts that are read from top to bottom, one after another."""
    band = _best_band(pieces, is_heading) if depth < MOST_DEPTH else None
    if band is None:
        if pieces:
            yield pieces
        return
    above = [piece for piece in pieces if piece.top <= band.above]
    below = [piece for piece in pieces if piece.top >= band.below]
    within = [piece for piece in pieces if band.above < piece.top < band.below]
    left = [piece for piece in within if piece.right <= band.gutter]
    right = [piece for piece in within if piece.right > band.gutter]
    for part in (above, left, right, below):
        yield from _parts(part, is_heading, depth + 1)


def _best_band(pieces: list[Piece], is_heading: IsHeading) -> Band | None:
    bands = [band for gutter in _gutters(pieces) for band in _bands(pieces, gutter, is_heading)]
    return max(bands, key=lambda band: (band.weight, -band.gutter), default=None)


def _gutters(pieces: list[Piece]) -> list[float]:
    """Places just left of where several lines begin."""
    starts = Counter(round(piece.left) for piece in pieces)
    often = [start for start, count in starts.most_common(MOST_GUTTERS) if count >= FEWEST_LINES]
    return sorted(start - 1.5 for start in often)


def _bands(pieces: list[Piece], gutter: float, is_heading: IsHeading) -> Iterator[Band]:
    """Where nothing crosses the gutter and both sides are columns of their own."""
    crossing = sorted({piece.top for piece in pieces if piece.left < gutter - GUTTER / 2 and piece.right > gutter})
    edges = [float("-inf"), *crossing, float("inf")]
    tops = [piece.top for piece in pieces]
    for above, below in pairwise(edges):
        within = pieces[bisect_right(tops, above) : bisect_left(tops, below)]
        left = [piece for piece in within if piece.right <= gutter]
        right = [piece for piece in within if piece.right > gutter]
        if len(left) >= FEWEST_LINES and len(right) >= FEWEST_LINES and _are_columns(left, right, is_heading):
            yield Band(gutter, above, below, len(within))


def _are_columns(left: list[Piece], right: list[Piece], is_heading: IsHeading) -> bool:
    """Columns have headings of their own at the right; in a table the rows stand beside each other."""
    starts = Counter(round(piece.left) for piece in right)
    edge = min(start for start, count in starts.items() if count > 1) if max(starts.values()) > 1 else min(starts)
    headings = [piece for piece in right if abs(piece.left - edge) <= GUTTER and is_heading(piece.text)]
    if not headings:
        return False
    if any(is_heading(piece.text) for piece in left):
        return True
    tops = [piece.top for piece in right]
    beside = sum(_has_neighbour(tops, piece) for piece in left)
    return beside < ALIGNED * len(left) or not all(_is_short_label(piece.text) for piece in left)


def _has_neighbour(tops: list[float], piece: Piece) -> bool:
    at = bisect_left(tops, piece.top - SAME_LINE * piece.size)
    return at < len(tops) and tops[at] <= piece.top + SAME_LINE * piece.size


def _is_short_label(text: str) -> bool:
    return bool(re.search(r"\d{2}", text)) or text.rstrip().endswith(":")


def _lines(pieces: list[Piece]) -> Iterator[LookedLine]:
    rows = list(_rows(_cut_at_columns(pieces)))
    usual = _usual_distance(rows)
    for number, row in enumerate(rows):
        if number and usual and row[0].top - rows[number - 1][0].top > BLANK_LINE * max(usual, row[0].size):
            yield LookedLine("")
        first = max(row, key=lambda piece: piece.prominence)
        yield LookedLine(_row_text(row), first.prominence, first.style)


def _cut_at_columns(pieces: list[Piece]) -> list[Piece]:
    """Cells that almost touch are cut where other rows begin a cell, if the blank there is wider than the others."""
    first_of_row = {id(row[0]) for row in _rows(pieces)}
    starts = {round(piece.left) for piece in pieces if id(piece) not in first_of_row}
    return [part for piece in pieces for part in _cut(piece, starts)] if starts else pieces


def _cut(piece: Piece, starts: set[int]) -> Iterator[Piece]:
    gaps = [later.left - word.right for word, later in pairwise(piece.words)]
    usual = min((gap for gap in gaps if gap > 0), default=0)
    begin = 0
    for at, gap in enumerate(gaps, start=1):
        is_aligned = round(piece.words[at].left) in starts
        if is_aligned and gap > max(WIDER_GAP * usual, NARROWEST_GAP * piece.size):
            yield replace(piece, words=piece.words[begin:at])
            begin = at
    yield replace(piece, words=piece.words[begin:])


def _rows(pieces: list[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in pieces:
        if row and piece.top - row[0].top > SAME_LINE * max(row[0].size, piece.size):
            yield sorted(row, key=lambda one: one.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda one: one.left)


def _usual_distance(rows: list[list[Piece]]) -> float:
    distances = Counter(round(later[0].top - row[0].top) for row, later in pairwise(rows))
    return min((distance for distance, _count in distances.most_common(2) if distance > 0), default=0)


def _row_text(row: list[Piece]) -> str:
    text = row[0].text
    for before, piece in pairwise(row):
        is_glued = piece.left - before.right < TOUCHING * min(before.size, piece.size)
        text += ("" if is_glued else "\t") + piece.text
    return re.sub(r" *\t[ \t]*", "\t", text)
