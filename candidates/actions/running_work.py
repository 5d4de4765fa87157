"""Until when a candidate works for us or through us: meanwhile his term does not run (requirements 4.1)."""

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.db.models.functions import Coalesce

from candidates.models import Employment, Placement
from privacy.actions.retention import STILL_RUNNING, set_running_until
from privacy.vocabulary import SubjectKind


def follow_work(person: UUID) -> None:
    """Tell the clock the last day of all placements and employments; with no end known yet, it does not run out."""
    set_running_until(person, SubjectKind.CANDIDATE, running_until=last_day_of_work(person))


def last_day_of_work(person: UUID) -> date | None:
    """Return the last day on which the candidate works, `STILL_RUNNING` for one that nobody knows yet."""
    last = Max(Coalesce("ended_on", STILL_RUNNING))
    ends = [
        Placement.objects.filter(candidate=person).aggregate(day=last)["day"],
        Employment.objects.filter(data_subject=person).aggregate(day=last)["day"],
    ]
    return max((day for day in ends if day), default=None)
