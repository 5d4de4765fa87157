"""Jobs and studies as entries: which lines belong to one period, and which of them are its titles.

CVs put the period before the titles, behind them, beside them or between them, but one section does it in one way: how
its first entry stands tells how the others are read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from candidates.readers.cv.contact import holds_address
from candidates.readers.cv.entry_labels import is_label_of_period
from candidates.readers.cv.labels import LABELLED, label_of
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.periods import Period, period_at_edge, without
from candidates.readers.cv.place_names import is_place

MOST_TITLE_LINES = 3
MOST_ENTRIES = 60  # of one section
MOST_WORDS_OF_TITLE = 13
SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4})[.!?]\s+(?=[A-ZÀ-Ý(“\"\d])|(?<=\))\.\s+(?=[A-ZÀ-Ý])")
NO_SENTENCE = re.compile(r"(?:gebr|prof|sint|dept|afd)$", re.IGNORECASE)
ONLY_DURATION = re.compile(
    r"(?:\d{1,2}\s(?:jaar|jaren|years?|yrs?|maanden|maand|mnd|months?|mos?)\.?,?\s?(?:en\s|and\s)?){1,2}", re.IGNORECASE
)
OF_A_JOB = re.compile(r"(?:project|klant|client|opdracht|opdrachtgever|assignment)\b[^:]{0,20}:", re.IGNORECASE)
OF_OTHERS = re.compile(
    r"(?:referentie|reference|referee|referent|contactpersoon|leidinggevende|line manager|reports? to|promotor)\b",
    re.IGNORECASE,
)
TOLD_BEHIND = re.compile(r"(?:was|ben|heb|had|werd|woonde)\s+ik\b|i\s+(?:was|have|had)\b", re.IGNORECASE)
GOES_ON = re.compile(r"(?:[,/&–—-]|\s(?:en|and|of|van|voor|de|het|the|for|in|at|bij))$")

IsFilled = Callable[[Sequence[Span]], bool]


@dataclass(slots=True)
class Entry:
    """One period with the pieces of text that name what it was, and the lines that tell about it."""

    period: Period
    titles: list[Span] = field(default_factory=list)
    told: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dated:
    """A line with a period: what stands beside it."""

    at: int
    period: Period
    before: Span
    behind: Span
    told: Span | None = None
    is_cell: bool = False


def entries_of(lines: Sequence[Line], is_filled: IsFilled) -> Iterator[Entry]:
    """The entries of one section; `is_filled` says whether titles name all that an entry needs."""
    lines = [line for line in lines if not ONLY_DURATION.fullmatch(line.text)]
    dated = _main(list(islice(_dated(lines), MOST_ENTRIES)), lines)
    if not dated:
        return
    most_before = min(dated[0].at, MOST_TITLE_LINES)
    dated = [_without_cell_behind(each) for each in dated] if most_before else dated
    taken = _titles_before(lines, dated, most_before)
    behind = _lines_behind(lines, dated, taken, most_before, is_filled)
    for number, (each, before) in enumerate(zip(dated, taken, strict=True)):
        end = dated[number + 1].at - len(taken[number + 1]) if number + 1 < len(dated) else len(lines)
        yield _entry(lines, each, before, end, behind)


def _without_cell_behind(dated: Dated) -> Dated:
    """Under a title of its own, a row with a function, its period and a third cell tells in that cell."""
    if not dated.before.text or not dated.is_cell:
        return dated
    return replace(dated, behind=dated.behind.part(0, 0), told=dated.behind)


def _main(dated: list[Dated], lines: Sequence[Line]) -> list[Dated]:
    """Without dated items below entries that are no items: projects, clients, results."""
    main = [each for each in dated if not lines[each.at].is_item and not OF_A_JOB.match(lines[each.at].text)]
    return main or dated


def _dated(lines: Sequence[Line]) -> Iterator[Dated]:
    at = 0
    while at < len(lines):
        line = lines[at]
        broken = _over_two_lines(line, lines[at + 1] if at + 1 < len(lines) else None)
        period = broken or period_at_edge(line.span)
        if period and not _is_told(line, period):
            before, behind = without(line.span, period)
            before = before if not is_label_of_period(before.text) else before.part(0, 0)
            is_cell = bool(before.text and behind.text) and "\t" in line.text[: period.span.start - line.span.start]
            yield Dated(at, period, before, behind, is_cell=is_cell)
        at += 2 if broken else 1


def _over_two_lines(line: Line, following: Line | None) -> Period | None:
    """A period in a narrow column: "september 2018 –" and its end at the end of the next line."""
    first = line.cells[-1] if "\t" in line.text else None
    last = following.cells[-1] if following and "\t" in following.text else None
    if not first or not last or not line.text.rstrip().endswith(("-", "–", "—")):
        return None
    begin, end = period_at_edge(first), period_at_edge(last)
    if not begin or not end or end.is_range:
        return None
    where = line.span.part(begin.span.start - line.span.start)
    return Period(begin.started_on, end.ended_on, where)


def _is_told(line: Line, period: Period) -> bool:
    """A single date behind a bullet or a sentence dates what it tells, not a job."""
    before = line.text[: period.span.start - line.span.start]
    if TOLD_BEHIND.match(line.text[period.span.end - line.span.start :].lstrip()):
        return True
    return not period.is_range and len(before.split()) >= MOST_WORDS_OF_TITLE


def _titles_before(lines: Sequence[Line], dated: Sequence[Dated], most: int) -> list[list[int]]:
    """For each dated line the lines above it that are its titles."""
    taken: list[list[int]] = []
    floor = 0
    for each in dated:
        titles: list[int] = []
        at = each.at - 1
        while at >= floor and len(titles) < most and _is_title(lines[at]) and not _is_place_of_former(lines, at, floor):
            titles.insert(0, at)
            if lines[at].is_after_blank and not lines[each.at].is_after_blank:
                break
            at -= 1
        taken.append(titles)
        floor = each.at + 1
    return taken


def _is_place_of_former(lines: Sequence[Line], at: int, floor: int) -> bool:
    return at == floor and floor > 0 and _is_only_place(lines[at].text)


def _is_only_place(text: str) -> bool:
    """A place, perhaps with its region and country."""
    first, *others = text.split(", ")
    return (
        is_place(first)
        and len(others) < MOST_TITLE_LINES
        and all(other[:1].isupper() and len(other.split()) < MOST_TITLE_LINES for other in others)
    )


def _is_title(line: Line) -> bool:
    if line.is_item or (line.text.endswith((".", "!", "?", ";")) and not re.search(r"\b\w{1,3}\.$", line.text)):
        return False
    return len(line.text.split()) <= MOST_WORDS_OF_TITLE and not line.text[0].islower()


def _lines_behind(
    lines: Sequence[Line], dated: Sequence[Dated], taken: Sequence[Sequence[int]], most_before: int, is_filled: IsFilled
) -> int:
    """How many lines behind the dated one are titles too: the fewest with which most entries name all they need."""
    votes: list[int] = []
    for number, each in enumerate(dated):
        end = dated[number + 1].at - len(taken[number + 1]) if number + 1 < len(dated) else len(lines)
        titles = [*(lines[at].span for at in taken[number]), each.before, each.behind]
        needed = 0
        while not is_filled(titles) and needed < MOST_TITLE_LINES - 1 and _follows(lines, each.at + 1 + needed, end):
            needed += 1
            titles.append(lines[each.at + needed].span)
        if is_filled(titles):
            votes.append(needed)
    if votes:
        return max(set(votes), key=lambda count: (votes.count(count), -count))
    return 0 if most_before else 1 + (not any(each.before.text or each.behind.text for each in dated))


def _follows(lines: Sequence[Line], at: int, end: int) -> bool:
    return at < end and _is_title(lines[at])


def _entry(lines: Sequence[Line], dated: Dated, before: Sequence[int], end: int, behind: int) -> Entry:
    beside, told = without_sentence(dated.behind)
    entry = Entry(dated.period)
    entry.titles = [span for span in (*(lines[at].span for at in before), dated.before, beside) if span.text]
    entry.told = [span for span in (told, dated.told) if span]
    at = dated.at + 1
    if entry.titles and GOES_ON.search(entry.titles[-1].text) and at < end and not before:
        entry.titles[-1] = _together(entry.titles[-1], lines[at].span)
        at += 1
    if at < end and _is_only_place(lines[at].text):
        entry.titles.append(lines[at].span)
        at += 1
    while behind and _follows(lines, at, end):
        entry.titles.append(_without_end(lines[at].span, dated.period))
        at, behind = at + 1, behind - 1
    entry.titles = _joined(entry.titles)
    entry.told += [lines[number].span for number in range(at, end)]
    return entry


def _without_end(span: Span, period: Period) -> Span:
    """A title without the end of a period that goes on over two lines."""
    if "\t" not in span.text or not period.ended_on:
        return span
    last = span.split(re.compile(r"\t"))[-1]
    end = period_at_edge(last)
    return span.part(0, last.start - span.start).stripped() if end and end.ended_on == period.ended_on else span


def without_sentence(span: Span) -> tuple[Span, Span | None]:
    """Titles, and the sentences that follow them on the same line."""
    if span.text.startswith("."):
        return Span("", span.start), span.part(1).stripped()
    for found in SENTENCE_END.finditer(span.text):
        if not NO_SENTENCE.search(span.text[: found.start()]):
            return span.part(0, found.start()), span.part(found.end())
    return span.stripped(" ."), None


def _joined(titles: list[Span]) -> list[Span]:
    """A title that breaks over two lines as one."""
    joined: list[Span] = []
    for title in titles:
        if joined and GOES_ON.search(joined[-1].text):
            joined[-1] = _together(joined[-1], title)
        else:
            joined.append(title)
    return joined


def _together(first: Span, second: Span) -> Span:
    gap = max(1, second.start - first.end)
    return Span(first.text + " " * gap + second.text, first.start)


def description(told: Sequence[Span]) -> str:
    """What an entry tells, without lines about other people or with what a dossier may not hold."""
    return "\n".join(span.shown for span in told if not _is_of_others(span.text))


def _is_of_others(text: str) -> bool:
    label = LABELLED.match(text)
    is_left = bool(label and label_of(label["label"] or "") == "never")
    return is_left or bool(OF_OTHERS.match(text) or holds_address(text))
