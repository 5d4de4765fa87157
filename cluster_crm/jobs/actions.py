"""Deeds on jobs: put into the queue, wake, cancel, carry out, look after what was left behind."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from celery import current_app
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import OperationalError

from cluster_crm.jobs.claims import Claim, claim
from cluster_crm.jobs.exceptions import JobAlreadyStarted, LeaseLost
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.registry import runner_for

__all__ = ["Claim", "cancel", "claim", "enqueue", "reap", "run", "wake"]

KEPT = timedelta(days=30)
REAPED_AT_ONCE = 500

logger = logging.getLogger(__name__)


def enqueue(
    kind: str, target_id: UUID, *, by: AbstractBaseUser | None = None, not_before: datetime | None = None
) -> Job:
    """Write the job in the caller's transaction and wake a worker when that commits."""
    job = Job.objects.create(kind=kind, target_id=target_id, created_by_id=by.pk if by else None, not_before=not_before)
    wake(job)
    return job


def wake(job: Job) -> None:
    """Tell a worker of this job once the transaction commits; one that must wait is found by the reaper."""
    if job.not_before is None or job.not_before <= timezone.now():
        transaction.on_commit(lambda: _send(job.pk), robust=True)


def cancel(job: Job) -> None:
    """Take a job out of the queue, unless a worker has it already."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    if not waiting.update(state=Job.State.CANCELLED, finished_at=Now()):
        raise JobAlreadyStarted(str(job.pk))
    job.refresh_from_db()


def run(job_id: UUID) -> None:
    """Carry out a job if it is free; a message that comes twice finds nothing to do (ACC-06)."""
    claimed = claim(job_id)
    if claimed is None:
        return
    try:
        _carry_out(claimed)
    except LeaseLost:
        logger.warning("The job was taken over by another worker.", extra={"job_id": str(job_id)})


def reap() -> int:
    """Wake jobs that are due or left behind, and delete those finished long ago; return how many were woken."""
    due = list(Job.objects.claimable().order_by("created_at").values_list("pk", flat=True)[:REAPED_AT_ONCE])
    for job_id in due:
        _send(job_id)
    Job.objects.filter(state__in=[Job.State.DONE, Job.State.CANCELLED], finished_at__lt=Now() - KEPT).delete()
    return len(due)


def _carry_out(claimed: Claim) -> None:
    try:
        runner_for(claimed.kind)(claimed)
    except LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a runner raises; its message may hold personal data (ACC-11)
        code = type(error).__name__
        logger.error(  # noqa: TRY400 - a traceback would carry the message
            "The job failed.", extra={"job_id": str(claimed.job_id), "kind": claimed.kind, "error_code": code}
        )
        claimed.fail(error)
    else:
        claimed.finish()


def _send(job_id: UUID) -> None:
    """Send the id, and nothing else; a broker that is down must not break the request."""
    try:
        current_app.send_task("jobs.run", args=[str(job_id)], retry=False)
    except OperationalError:
        logger.warning("The broker is unreachable; the job waits for the reaper.", extra={"job_id": str(job_id)})
