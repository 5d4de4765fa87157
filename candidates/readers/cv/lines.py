"""The lines of a text, and pieces of them that know where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

LONGEST_LINE = 1_000  # characters that are read of one line
MOST_LINES = 2_000  # that are read: no CV is longer
BULLET = re.compile(r"[•●▪▫■□◦‣⁃∙·*\uf0b7\uf0a7\uf0d8➢➤►▶✓✔–—-]\s+|[•●▪■◦‣\uf0b7\uf0a7\uf0d8➢➤►▶✓✔]\s*")
SIGNS_AROUND = " \t\n\r\u00a0,;:|·•–—-→"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text, from `start` up to `end`."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def shown(self) -> str:
        """Its words with single blanks between them."""
        return " ".join(self.text.split())

    def part(self, start: int, end: int | None = None) -> "Span":
        """A piece of this piece, by places within it."""
        end = len(self.text) if end is None else end
        return Span(self.text[start:end], self.start + start)

    def stripped(self, signs: str = SIGNS_AROUND) -> "Span":
        """Without blanks and signs around it."""
        inner = self.text.strip(signs)
        return Span(inner, self.start + self.text.find(inner)) if inner else Span("", self.start)

    def split(self, separator: re.Pattern[str]) -> list["Span"]:
        """The pieces between separators, without those that are empty."""
        pieces, begin = [], 0
        for found in separator.finditer(self.text):
            pieces.append(self.part(begin, found.start()))
            begin = found.end()
        pieces.append(self.part(begin))
        return [piece for each in pieces if (piece := each.stripped()).text]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands on it without its bullet, how it looks, and whether a blank line stands before it."""

    span: Span
    look: int = 0
    is_item: bool = False
    is_after_blank: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.span.text

    @property
    def cells(self) -> list[Span]:
        """The cells of a row of a table; a line outside tables is one cell."""
        return self.span.split(TAB)

    @classmethod
    def of(cls, span: Span, look: int, *, is_after_blank: bool) -> Self:
        """The line without its bullet and the blanks around it."""
        bare = span.stripped(" \t\r\u00a0")
        bullet = BULLET.match(bare.text) if re.search(r"\w", bare.text) else None  # ●●●○ is a level
        inner = bare.part(bullet.end()).stripped(" \t\r\u00a0") if bullet else bare
        return cls(inner, look, bool(bullet), is_after_blank)


TAB = re.compile(r"\t")
PAGE_NUMBER = re.compile(r"(?:(?:page|pagina|blad|pag\.?|p\.)\s)?\d{1,2}(?:\s?(?:of|van|/)\s?\d{1,2})?", re.IGNORECASE)


def lines_of(text: str, looks: tuple[int, ...] = ()) -> Iterator[Line]:
    """Each line that isn't blank; bounded, as hostile text has no end."""
    start, is_after_blank, count = 0, True, 0
    for number, written in enumerate(text.split("\n")):
        look = looks[number] if number < len(looks) else 0
        line = Line.of(Span(written[:LONGEST_LINE], start), look, is_after_blank=is_after_blank)
        if line.text and not PAGE_NUMBER.fullmatch(line.text):
            yield line
            count += 1
        if count == MOST_LINES:
            return
        is_after_blank = not line.text
        start += len(written) + 1
