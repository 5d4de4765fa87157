"""The worked examples of requirements 2.3."""

from datetime import date

import pytest

from privacy.deadlines import Due, due_on, easter_sunday

EXAMPLES = [
    ("2025-03-05", "2025-04-05", "2025-04-07", "2025-06-05", "2025-06-05"),
    ("2025-08-31", "2025-09-30", "2025-09-30", "2025-11-30", "2025-12-01"),
    ("2026-01-31", "2026-02-28", "2026-03-02", "2026-04-30", "2026-04-30"),
    ("2024-01-31", "2024-02-29", "2024-02-29", "2024-04-30", "2024-04-30"),
    ("2026-03-05", "2026-04-05", "2026-04-07", "2026-06-05", "2026-06-05"),
    ("2026-03-27", "2026-04-27", "2026-04-28", "2026-06-27", "2026-06-29"),
    ("2025-04-05", "2025-05-05", "2025-05-06", "2025-07-05", "2025-07-07"),
    ("2026-04-14", "2026-05-14", "2026-05-15", "2026-07-14", "2026-07-14"),
    ("2025-12-01", "2026-01-01", "2026-01-02", "2026-03-01", "2026-03-02"),
]


@pytest.mark.requirement("RIGHT-GEN-01")
@pytest.mark.requirement("ACC-13")
@pytest.mark.parametrize(("received", "base", "latest", "extended", "extended_latest"), EXAMPLES)
def test_due_on_follows_the_worked_examples(received, base, latest, extended, extended_latest):
    received_on = date.fromisoformat(received)

    plain, long = due_on(received_on), due_on(received_on, is_extended=True)

    assert plain == Due(date.fromisoformat(base), date.fromisoformat(latest))
    assert long == Due(date.fromisoformat(extended), date.fromisoformat(extended_latest))


@pytest.mark.parametrize(("year", "day"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05")])
def test_easter_sunday_is_found(year, day):
    assert easter_sunday(year) == date.fromisoformat(day)
