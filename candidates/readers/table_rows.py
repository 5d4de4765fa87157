"""Rows of tables in word processor files, as lines."""

from collections.abc import Iterator
from itertools import zip_longest

from candidates.readers.looked_text import LookedLine

MOST_PARAGRAPHS_OF_CELL = 3  # more is a column of the page, not a cell


def row_lines(cells: list[list[LookedLine]]) -> Iterator[LookedLine]:
    """Tabs between the cells of a row; cells that are columns of the page come one after another."""
    filled = [shown for cell in cells if (shown := [line for line in cell if line.text.strip()])]
    if len(filled) > 1 and max(map(len, filled)) > MOST_PARAGRAPHS_OF_CELL:
        for cell in filled:
            yield from cell
            yield LookedLine("")
        return
    for lines in zip_longest(*filled):
        shown = [line for line in lines if line]
        most = max(shown, key=lambda line: line.prominence)
        yield LookedLine("\t".join(line.text for line in shown), most.prominence, most.style)
