"""Dates as people write them in a CV: a year, a month of a year, or a day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

FORMS = (
    re.compile(
        r"(?P<year>[12]\d{3})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        re.IGNORECASE,
    ),
    re.compile(r"(?:(?:(?P<day>\d{1,2})[-/.])?(?P<month>\d{1,2})[-/.])(?P<year>[12]\d{3})"),
    re.compile(r"(?:(?P<day>\d{1,2})\.? )?(?P<name>[a-zé]{3,9})\.?,? (?P<year>[12]\d{3})"),
)
MONTHS = (
    ("january", "januari"),
    ("february", "februari"),
    ("march", "maart", "mrt"),
    ("april",),
    ("may", "mei"),
    ("june", "juni"),
    ("july", "juli"),
    ("august", "augustus"),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december",),
)
ONGOING = frozenset(("", "present", "now", "current", "today", "ongoing", "heden", "nu", "tot heden", "-"))


class NotADate(ValueError):
    """The text can't be a date; the message doesn't repeat it."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which month and day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)

    @property
    def first_day(self) -> date:
        """The earliest day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2014, 2014-06, 2014-6-29, 29-06-2014, 06/2014, June 2014 and juni 2014."""
        tidy = " ".join(text.lower().split())
        for form in FORMS:
            if found := form.fullmatch(tidy):
                parts = found.groupdict()
                month = _named_month(parts["name"]) if "name" in parts else _number(parts["month"])
                return cls._checked(int(parts["year"]), month, _number(parts["day"]))
        raise NotADate("not a date")

    @classmethod
    def _checked(cls, year: int, month: int | None, day: int | None) -> Self:
        try:
            date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise NotADate("not a date") from None
        return cls(year, month, day)


def is_ongoing(text: str) -> bool:
    """Whether the text says "until now" in place of an end date."""
    return text.strip().lower() in ONGOING


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _named_month(name: str) -> int:
    for number, names in enumerate(MONTHS, start=1):
        if any(name == known or (len(name) >= len("sep") and known.startswith(name)) for known in names):
            return number
    raise NotADate("not a date")
