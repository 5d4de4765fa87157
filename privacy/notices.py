"""By when a person must know that we hold data which he did not give us (Article 14(3), requirements 2.2)."""

from datetime import date

from privacy.dates import add_months


def art14_due(
    collected_on: date, *, first_communication_on: date | None = None, first_disclosure_on: date | None = None
) -> date:
    """Return the last day: a month after collection, or the first message to him or disclosure, what comes first."""
    days = (add_months(collected_on, 1), first_communication_on, first_disclosure_on)
    return min(day for day in days if day)
