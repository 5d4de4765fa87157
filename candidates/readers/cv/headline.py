"""The line that says what the person is or seeks."""

import re
from collections.abc import Sequence

from candidates.readers.cv.contact import EMAIL, PAGE, holds_address
from candidates.readers.cv.headings import kind_of_heading
from candidates.readers.cv.labels import LABELLED, label_of
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.place_names import is_place
from candidates.readers.cv.section_kinds import SectionKind
from candidates.readers.cv.sections import Part
from candidates.readers.cv.words_of_work import position_weight
from cluster_crm.people.names import unaccented

HEADINGS = frozenset(
    {
        "functie",
        "functietitel",
        "huidige functie",
        "current position",
        "current role",
        "position sought",
        "gewenste functie",
        "beroep",
    }
)
BETWEEN = re.compile(r"\s*[·•\t]\s*|\s+[–—]\s+|\s{3,}")
DASH = re.compile(r"\s+[–—]\s+")
WITH_PIPES = re.compile(r"\s+\|\s+")
MOST_WORDS = 14
LINES_BELOW_NAME = 7


def read_headline(
    lines: Sequence[Line], parts: Sequence[Part], fields: Sequence[tuple[str, Span]], names: Sequence[str], notes: Notes
) -> str:
    """A labelled function, the line under the name, or what stands there as a heading."""
    labelled = next((span for field, span in fields if field == "headline"), None)
    for span in (labelled, _under_heading(parts), _below_name(lines, names), _as_heading(parts), _prominent(parts)):
        if span and span.text:
            return notes.take("headline", span, "headline")
    return ""


def _under_heading(parts: Sequence[Part]) -> Span | None:
    for part in parts:
        if part.heading and part.lines and unaccented(part.heading.shown.strip(" :")) in HEADINGS:
            return part.lines[0].span
    return None


def _below_name(lines: Sequence[Line], names: Sequence[str]) -> Span | None:
    said = [unaccented(name) for name in names if name]
    at = _line_of_name(lines, said)
    if at is None:
        return None
    for line in lines[at : at + LINES_BELOW_NAME]:
        pieces = [line.span] if _is_one(line, said) else line.span.split(BETWEEN)
        if any(EMAIL.search(piece.text) or re.search(r"\d{4}", piece.text) for piece in pieces) or len(pieces) > 1:
            pieces = [part for piece in pieces for part in piece.split(WITH_PIPES)]
        for piece in pieces:
            if not any(name in unaccented(piece.shown) for name in said) and _is_headline(piece):
                return piece
    return None


def _is_one(line: Line, said: Sequence[str]) -> bool:
    """A function with a dash in it, "Manager – Payments": nothing beside it that is a name, a place or an address."""
    pieces = line.span.split(DASH)
    return (
        len(pieces) > 1
        and len(line.span.split(BETWEEN)) == len(pieces)
        and not any(is_place(piece.shown) or holds_address(piece.text) or PAGE.search(piece.text) for piece in pieces)
        and not any(name in unaccented(line.span.shown) for name in said)
    )


def _line_of_name(lines: Sequence[Line], said: Sequence[str]) -> int | None:
    """The line with the whole name, else that with its end."""
    shown = [unaccented(PAGE.sub("", EMAIL.sub("", line.span.shown))) for line in lines]
    for sought in (said, said[-1:]):
        for number, text in enumerate(shown):
            if sought and all(name in text for name in sought):
                return number
    return None


def _is_headline(piece: Span) -> bool:
    text = piece.shown
    if (
        EMAIL.search(text)
        or PAGE.search(text)
        or re.search(r"\d{3}", text)
        or text.endswith(".")
        or not text[:1].isupper()
    ):
        return False
    found = LABELLED.match(text)
    if (found and label_of(found["label"] or "")) or kind_of_heading(text) or label_of(text) or is_place(text):
        return False
    return len(text.split()) <= MOST_WORDS and position_weight(text) > 0


def _as_heading(parts: Sequence[Part]) -> Span | None:
    return next(
        (
            part.heading
            for part in parts
            if part.heading and not kind_of_heading(part.heading.text) and position_weight(part.heading.text)
        ),
        None,
    )


def _prominent(parts: Sequence[Part]) -> Span | None:
    """A line of its own, set as heavy as the headings, before the first job."""
    heavy = {part.look for part in parts if part.heading and kind_of_heading(part.heading.text)}
    for part in parts:
        if part.kind in {SectionKind.EXPERIENCE, SectionKind.VOLUNTARY}:
            return None
        for line in part.lines:
            if (
                line.is_after_blank
                and line.look in heavy
                and line.look < max(each.look for each in part.lines)
                and _is_headline(line.span)
            ):
                return line.span
    return None
