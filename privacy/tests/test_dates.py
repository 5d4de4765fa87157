from datetime import date

import pytest

from privacy.dates import add_months, add_years


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
    ],
)
def test_add_months_stays_inside_the_month(day, months, expected):
    assert add_months(day, months) == expected


def test_add_years_knows_leap_days():
    assert add_years(date(2024, 2, 29), 2) == date(2026, 2, 28)
