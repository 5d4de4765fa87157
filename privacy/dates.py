"""Arithmetic with calendar dates, as terms in law count them (Regulation 1182/71, Article 3)."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day number some months later; where that month lacks it, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Return the same date some years later; 29 February becomes 28 February where needed (AMB-01)."""
    return add_months(day, 12 * years)
