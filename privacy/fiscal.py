"""How long tax law keeps what was paid and to whom (AWR 52(4))."""

from datetime import date
from typing import Final

from django.db.models import DateField, Func, IntegerField, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear

FISCAL_YEARS: Final = 7
WHILE_RUNNING: Final = date(9999, 12, 31)


def end_of_fiscal_term(ended_on: str) -> Coalesce:
    """31 December of the seventh year after the year in which work or contract ended; never while it runs."""
    year = Cast(ExtractYear(ended_on), IntegerField()) + FISCAL_YEARS
    end = Func(year, Value(12), Value(31), function="make_date", output_field=DateField())
    return Coalesce(end, Value(WHILE_RUNNING), output_field=DateField())
