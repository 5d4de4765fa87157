"""The text of a CV cut where something begins or ends that a page marks in it; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """What a page marks in a text, from `start` up to `end` in characters: a value that was read, or special data.

    `number` names a value that was read, `label` says to people what is marked.
    """

    start: int
    end: int
    label: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text with what covers it; `begins` are the marks whose first letter it holds."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()

    @property
    def read(self) -> tuple[Mark, ...]:
        """The values that were read here."""
        return tuple(mark for mark in self.marks if mark.number is not None)

    @property
    def special(self) -> tuple[Mark, ...]:
        """The special data that stand here."""
        return tuple(mark for mark in self.marks if mark.number is None)


def pieces_of(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Return the text in pieces that, put together, are the text; marks outside it are left out."""
    coming = sorted((mark for mark in marks if 0 <= mark.start < mark.end <= len(text)), key=lambda mark: mark.start)
    cuts = sorted({0, len(text), *(mark.start for mark in coming), *(mark.end for mark in coming)})
    pieces: list[Piece] = []
    here: list[Mark] = []
    at = 0
    for start, end in pairwise(cuts):
        first = at
        while at < len(coming) and coming[at].start == start:
            at += 1
        here = [*(mark for mark in here if mark.end > start), *coming[first:at]]
        pieces.append(Piece(text[start:end], tuple(here), tuple(coming[first:at])))
    return pieces
