"""Dates and periods as CVs write them, in Dutch and English.

What a text says, never more: Q2 2015 and summer 2015 are 2015. Patterns are of bounded length.
"""

import re
from dataclasses import dataclass
from typing import Final

from candidates.readers.cv.lines import Span
from candidates.readers.partial_date import PartialDate

MONTH_NAMES = {
    1: "januari january jan",
    2: "februari february feb febr",
    3: "maart march mrt mar maa",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "augustus august aug",
    9: "september sep sept",
    10: "oktober october okt oct",
    11: "november nov",
    12: "december dec",
}
MONTH_OF = {name: number for number, names in MONTH_NAMES.items() for name in names.split()}
NAMED = "|".join(sorted(MONTH_OF, key=len, reverse=True))
SHORT_YEARS_FROM = 45
YEAR = r"(?:19[4-9]\d|20[0-6]\d)"
SHORT_YEAR = r"['’‘´`]\s?\d\d"
PART_OF_YEAR = (
    r"(?:Q[1-4]|[1-4](?:e|de|ste|st|nd|rd|th)? ?(?:kwartaal|quarter)|kwartaal [1-4]|H[12]|voorjaar|najaar|lente|zomer|"
    r"herfst|winter|spring|summer|autumn|fall|begin|eind|medio|early|mid|late|end(?: of)?|circa|ca\.)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
DATE = (
    rf"(?:{DAY}[-/.]{MONTH}[-/.]{YEAR}|{YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?|"
    rf"{YEAR}\s(?:{NAMED})\b\.?|{MONTH}\s?[-/.]\s?{YEAR}|{MONTH}\s?[-/.]?\s?{SHORT_YEAR}|"
    rf"(?:{DAY}\.?\s)?(?:{NAMED})\b\.?,?\s?(?:{YEAR}|{SHORT_YEAR}|\d\d(?!\d))|"
    rf"(?:{PART_OF_YEAR}[\s,-]{{0,2}})?(?:{YEAR}|{SHORT_YEAR}))"
)
ONGOING = (
    r"(?:(?:tot |t/m )?(?:op )?heden|(?:tot )?(?:het )?nu(?: toe)?\b|op dit moment|huidig|thans|actueel|"
    r"(?:tot )?(?:de dag van )?vandaag|(?:to |until |till )?(?:the )?present(?: day)?|(?:until |to )?now\b|"
    r"(?:to |until )?current(?:ly)?|(?:to )?date\b|(?:to |until )?today|ongoing|lopend|onbepaald|nog steeds|still|"
    r"tegenwoordig|doorlopend|…|\.\.\.)"
)
TO = (
    r"(?:\s{0,2}\t\s{0,2}|\s{0,3}(?:-{1,2}|–|—|−|→|->|›|>|~|/)\s{0,3}|"
    r"\s{1,3}(?:t/m|tot en met|tot|to|until|till|through|thru|up to|en|and)\s{1,3})"
)
SINCE = r"(?:sinds|vanaf|since|from|per|as of|van af|starting|started)"
UNTIL = r"(?:tot|t/m|tot en met|until|till|up to)"
NO_DIGIT_BEFORE, NO_DIGIT_AFTER = r"(?<![\d/.,\w])", r"(?![\d\w])"
CLOSE_BEHIND = r"(?-i:(?<=[a-z])(?=[A-ZÀ-Ý]))"  # "2019 - hedenBakkerij": a column so narrow that the blank went
RANGE: Final = re.compile(
    rf"{NO_DIGIT_BEFORE}(?:(?:van|from|between|tussen|periode:?)\s{{1,2}})?(?P<first>{DATE}){TO}"
    rf"(?P<last>{DATE}|{ONGOING})(?:{NO_DIGIT_AFTER}|{CLOSE_BEHIND})",
    re.IGNORECASE,
)
SAME_YEAR: Final = re.compile(
    rf"{NO_DIGIT_BEFORE}(?P<first>(?:{DAY}\.?\s)?(?:{NAMED})\b\.?){TO}"
    rf"(?P<last>(?:{DAY}\.?\s)?(?:{NAMED})\b\.?\s?(?P<year>{YEAR})){NO_DIGIT_AFTER}",
    re.IGNORECASE,
)
SHORT_END: Final = re.compile(rf"{NO_DIGIT_BEFORE}(?P<first>{YEAR})\s?[-–/]\s?(?P<last>\d\d){NO_DIGIT_AFTER}")
OPEN: Final = re.compile(
    rf"{NO_DIGIT_BEFORE}(?:{SINCE}\s{{1,2}}(?P<since>{DATE})|{UNTIL}\s{{1,2}}(?P<until>{DATE})|"
    rf"(?P<first>{DATE})\s{{0,2}}(?:-|–|—|→)(?=\s*(?:$|[)\t|:])))",
    re.IGNORECASE,
)
SINGLE: Final = re.compile(rf"{NO_DIGIT_BEFORE}(?P<first>{DATE}){NO_DIGIT_AFTER}", re.IGNORECASE)
DURATION = (
    r"(?:[(,·]?\s{0,2}(?:\d{1,2}\s?(?:jaar|jr\.?|years?|yrs?|"
    r"maanden|maand|mnd|months?|mos?)\.?(?:,?\s(?:en\s|and\s)?)?){1,2}\)?)?"
)
BEFORE_DATE: Final = re.compile(r"[\s(\[|·,:;–—-]{0,6}")
IN_SAME_BRACKETS: Final = re.compile(r",\s[^()]{2,40}\)")  # (2020, Hogeschool Larix)
BEHIND_DATE: Final = re.compile(
    rf"\)?\s{{0,2}}(?:\([^()\d]{{2,40}}\))?\s{{0,2}}{DURATION}[\s)\]|·.,;:–—-]{{0,6}}$", re.IGNORECASE
)
BEHIND_FIRST: Final = re.compile(rf"[)\]]?\s{{0,2}}{DURATION}", re.IGNORECASE)
MARKED_OFF: Final = re.compile(r"(?:[,(|·\t:;–—-]\s{0,3}|\s{2,3})$")
CELLS: Final = re.compile(r"\t")
PROSE_WORDS = 9


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when; `ended_on` is empty while it goes on, a single date stands in both."""

    started_on: PartialDate | None
    ended_on: PartialDate | None
    span: Span
    is_range: bool = True


def find_period(span: Span) -> Period | None:
    """The first period in a piece of text."""
    text = span.text
    found = [match for pattern in (RANGE, SAME_YEAR, SHORT_END, OPEN, SINGLE) if (match := pattern.search(text))]
    refused_to = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() < refused_to:
            continue
        if period := _period(match, span):
            return period
        refused_to = match.end()
    return None


def period_at_edge(span: Span) -> Period | None:
    """The period with which a line begins or ends; one in the middle of a sentence dates nothing."""
    text = span.text
    if len(text) > 400 or not re.search(r"\d\d", text):  # noqa: PLR2004 - a line, not a page
        return None
    first = find_period(span)
    if first is None:
        return None
    if "\t" not in first.span.text and (period := _in_cell(span)):
        return period
    if BEFORE_DATE.fullmatch(text[: first.span.start - span.start]):
        return first
    last = first
    while later := find_period(span.part(last.span.end - span.start)):
        last = later
    return last if _ends_line(span, last) else None


def _in_cell(span: Span) -> Period | None:
    """The only period of a row of a table, alone in its cell."""
    cells = span.split(CELLS)
    alone = [period for cell in cells if (period := find_period(cell)) and period.span.text == cell.text]
    return alone[0] if len(cells) > 1 and len(alone) == 1 else None


def _ends_line(span: Span, period: Period) -> bool:
    before, behind = span.text[: period.span.start - span.start], span.text[period.span.end - span.start :]
    if before.rstrip().endswith("(") and IN_SAME_BRACKETS.fullmatch(behind):
        return True
    if not BEHIND_DATE.fullmatch(behind):
        return False
    is_marked_off = bool(MARKED_OFF.search(before))
    if period.is_range:
        return is_marked_off or len(before.split()) < PROSE_WORDS
    return is_marked_off and not span.text.endswith(".")


def without(span: Span, period: Period) -> tuple[Span, Span]:
    """What stands before and behind a period on its line, without the duration that repeats it."""
    before = span.part(0, period.span.start - span.start)
    behind = span.part(period.span.end - span.start)
    if duration := BEHIND_FIRST.match(behind.text):
        behind = behind.part(duration.end())
    return Span(before.text.rstrip(" \t(,;:|·–—-["), before.start).stripped(" \t•|"), _without_signs_before(behind)


def _without_signs_before(span: Span) -> Span:
    bare = span.text.lstrip(" \t),;:|·–—-]•")
    return Span(bare.rstrip(" \t,;:|·–—-"), span.end - len(bare))


def _period(match: re.Match[str], span: Span) -> Period | None:
    where = span.part(match.start(), match.end())
    said = match.groupdict()
    if match.re is OPEN:
        if said["until"]:
            return Period(None, ended, where) if (ended := read_date(said["until"])) else None
        started = read_date(said["since"] or said["first"])
        return Period(started, None, where) if started else None
    if match.re is SINGLE:
        on = read_date(said["first"])
        return Period(on, on, where, is_range=False) if on else None
    return _range(match, where)


def _range(match: re.Match[str], where: Span) -> Period | None:
    first, last = match["first"], match["last"]
    if match.re is SAME_YEAR:
        first = f"{first} {match['year']}"
    elif match.re is SHORT_END:
        last = first[:2] + last
    started = read_date(first)
    ended = None if re.fullmatch(ONGOING, last, re.IGNORECASE) else read_date(last)
    if started is None or (ended and (ended.year, ended.month or 12) < (started.year, started.month or 1)):
        return None
    return Period(started, ended, where)


def read_date(written: str) -> PartialDate | None:
    """One date, as precise as it was written."""
    text = re.sub(rf"^{PART_OF_YEAR}[\s,-]*", "", written.strip().lower(), flags=re.IGNORECASE)
    text = re.sub(r"['’‘´`]\s?(\d\d)", lambda short: _long_year(short[1]), text)
    name = re.search(r"[a-zé]+", text)
    numbers = re.findall(r"\d+", text)
    if name:
        month = MONTH_OF.get(name[0])
        year = numbers[-1] if len(numbers[-1]) > 2 else _long_year(numbers[-1])  # noqa: PLR2004 - '16
        parts = [year, str(month), *reversed(numbers[:-1])]
    else:
        parts = numbers if len(numbers[0]) > 2 else numbers[::-1]  # noqa: PLR2004 - 2019-03-14 or 14-03-2019
    try:
        return PartialDate.parse("-".join(parts))
    except ValueError:
        return None


def _long_year(short: str) -> str:
    return f"19{short}" if int(short) >= SHORT_YEARS_FROM else f"20{short}"
