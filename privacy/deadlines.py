"""When a request must be answered: one month, in calendar dates (Article 12(3); requirements 2.3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from privacy.dates import add_months

SATURDAY = 5
KINGS_DAY_WHEN_SUNDAY = 26


@dataclass(frozen=True, slots=True)
class Due:
    """The day to aim at, and the last day that the law allows where the first is no working day."""

    base: date
    latest: date


def due_on(received_on: date, *, is_extended: bool = False) -> Due:
    """One month after receipt, or three with an extension; the same day number or the last day of that month."""
    base = add_months(received_on, 3 if is_extended else 1)
    return Due(base, next_working_day(base))


def next_working_day(day: date) -> date:
    """The day itself, or the first day after it that is neither weekend nor holiday."""
    while day.weekday() >= SATURDAY or day in holidays(day.year):
        day += timedelta(days=1)
    return day


def holidays(year: int) -> frozenset[date]:
    """The Dutch general holidays (Algemene termijnenwet, Article 3)."""
    easter = easter_sunday(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() > SATURDAY:
        kings_day = date(year, 4, KINGS_DAY_WHEN_SUNDAY)
    after_easter = (-2, 1, 39, 50)  # Good Friday, Easter Monday, Ascension, Whit Monday
    fixed = (date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset([*fixed, *(easter + timedelta(days=days) for days in after_easter)])


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    golden, century, short = year % 19, year // 100, year % 100
    leap_skipped, century_rest = divmod(century, 4)
    moon_shift = (8 * century + 13) // 25
    epact = (19 * golden + century - leap_skipped - moon_shift + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (short // 4) - epact - short % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
