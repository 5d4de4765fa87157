"""What beat asks for at fixed times; each task calls one deed and carries no data."""

from celery import shared_task
from django.utils import timezone

from cluster_crm.people.actions.recordings import forget_old_recordings
from cluster_crm.people.actions.text_scans import start_scan_if_due
from cluster_crm.people.actions.unmerging import forget_steps


@shared_task(name="people.expire_recordings")
def expire_recordings() -> None:
    """Forget recordings of calls whose 90 days are over."""
    forget_old_recordings(timezone.localdate())


@shared_task(name="people.forget_merge_steps")
def forget_merge_steps() -> None:
    """Forget what the undo of merges needed where its 24 hours are over."""
    forget_steps(timezone.now())


@shared_task(name="people.scan_texts")
def scan_texts() -> None:
    """Begin the look through all texts where a month has passed, or the rules are others."""
    start_scan_if_due(timezone.now())
