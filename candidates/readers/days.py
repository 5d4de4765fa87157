"""Days as lists of people write them: Dutch, ISO, or the number of a spreadsheet; never guessed at."""

import re
from datetime import date, timedelta

from candidates.readers.candidate_draft import Problem
from candidates.readers.partial_date import NotADate, PartialDate

TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
BY_DAY_AND_MONTH = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})")
SQUEEZED = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)")
NUMBER_OF_SPREADSHEET = re.compile(r"([2-5]\d{4})(?:[.,]\d+)?")
FIRST_DAY_OF_SPREADSHEETS = date(1899, 12, 30)
MONTHS = 12
FIRST_YEAR, LAST_YEAR = 1950, 2100


class NotADay(ValueError):
    """The text can't be read as a day; carries the reason, not the text."""

    def __init__(self, reason: Problem) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_day(text: str) -> tuple[PartialDate, Problem | None]:
    """The day, or a month or year where no more is said, and what to look at; the day stands before the month."""
    tidy = TIME_OF_DAY.sub("", text.strip())
    if number := NUMBER_OF_SPREADSHEET.fullmatch(tidy):
        return _whole(FIRST_DAY_OF_SPREADSHEETS + timedelta(days=int(number[1]))), None
    if squeezed := SQUEEZED.fullmatch(tidy):
        tidy = "-".join(squeezed.groups())
    unclear = _check_order(tidy)
    try:
        day = PartialDate.parse(tidy)
    except NotADate:
        raise NotADay(Problem.NOT_A_DATE) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADay(Problem.NOT_A_DATE)
    return day, unclear


def _check_order(text: str) -> Problem | None:
    found = BY_DAY_AND_MONTH.fullmatch(text)
    if not found:
        return None
    first, sign, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if len(year) != len("2024"):
        raise NotADay(Problem.SHORT_YEAR)
    if second > MONTHS >= first:
        raise NotADay(Problem.MONTH_FIRST)
    return Problem.UNCLEAR_DATE if sign == "/" and first <= MONTHS and first != second else None


def _whole(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
