"""How long laws keep what was paid, to whom, and who worked: until the end of a calendar year (AWR 52(4), LAW-35)."""

from datetime import date
from typing import Final

from django.db.models import DateField, Func, IntegerField, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear

FISCAL_YEARS: Final = 7
EMPLOYMENT_YEARS: Final = 5
WHILE_RUNNING: Final = date(9999, 12, 31)


def end_of_fiscal_term(ended_on: str) -> Coalesce:
    """31 December of the seventh year after the year in which work or contract ended; never while it runs."""
    return _end_of_year(ended_on, FISCAL_YEARS)


def end_of_employment_term(ended_on: str) -> Coalesce:
    """31 December of the fifth year after the year in which employment ended (Wav 15, LAW-35); never while it runs."""
    return _end_of_year(ended_on, EMPLOYMENT_YEARS)


def _end_of_year(ended_on: str, years: int) -> Coalesce:
    year = Cast(ExtractYear(ended_on), IntegerField()) + years
    end = Func(year, Value(12), Value(31), function="make_date", output_field=DateField())
    return Coalesce(end, Value(WHILE_RUNNING), output_field=DateField())
