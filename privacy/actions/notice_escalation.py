"""What happens with notices that nobody gave in time: after two weeks the data are proposed for erasure (LAW-08)."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from privacy.actions.erasure import propose_erasure, withdraw_erasure
from privacy.actions.usable import lock_persons
from privacy.models import ErasureRun, NoticeTask
from privacy.vocabulary import ErasureGround

LONGEST_OVERDUE: Final = timedelta(days=14)
AT_ONCE: Final = 200
"""How many persons one night proposes: a person looks at each of them."""


def propose_late_erasures(on: date) -> int:
    """Propose to erase whom nobody told for two weeks after the last day; a second person decides. Returns how many.

    Each person in a role has a proposal of his own, once; a notice that is under way waits for what becomes of it.
    """
    late = NoticeTask.objects.overdue(on - LONGEST_OVERDUE + timedelta(days=1)).filter(
        erasure_run=None, message=None, category=""
    )
    found = defaultdict(list)
    for task in late.order_by("due_on", "pk")[:AT_ONCE]:
        found[task.data_subject_id, task.subject_kind].append(task.pk)
    for (person, kind), tasks in found.items():
        with transaction.atomic():
            lock_persons([person])
            run = propose_erasure([(person, kind)], ground=ErasureGround.UNLAWFUL, by=None)
            NoticeTask.objects.filter(pk__in=tasks).update(erasure_run=run)
    return len(found)


def withdraw_settled() -> int:
    """Take back proposals whose notice was given or excused since; returns how many."""
    still = NoticeTask.objects.due().exclude(erasure_run=None).values("erasure_run")
    named = NoticeTask.objects.exclude(erasure_run=None).values("erasure_run")
    settled = ErasureRun.objects.filter(
        pk__in=named, state__in=[ErasureRun.State.PROPOSED, ErasureRun.State.LAPSED]
    ).exclude(pk__in=still)
    runs = list(settled)
    for run in runs:
        withdraw_erasure(run, by=None)
    return len(runs)
