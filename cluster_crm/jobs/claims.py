"""A worker's right to carry out one job: a lease with a fencing number, renewed with every step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from cluster_crm.history.acting import acting
from cluster_crm.jobs.exceptions import LeaseLost, WorkerLost
from cluster_crm.jobs.models import Job, JobStep

LEASE = timedelta(seconds=60)
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=1))  # after the first failure, after the second
MAX_ATTEMPTS = len(BACK_OFF) + 1


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a runner gets: the ids of its job, and the only way to do and record a step of it."""

    job_id: UUID
    kind: str
    target_id: UUID
    user_id: int | None
    fence: int

    @contextmanager
    def step(self, name: str) -> Iterator[bool]:
        """Open a transaction for one step and yield whether it is still to be done.

        The work, its record, the progress and the new lease commit together, or not at all (ACC-06). The row stays
        locked meanwhile, so nobody can take the job over in the middle; a worker whose job was taken over before
        gets LeaseLost (ACC-07). History records the step under the user who asked for the job.
        """
        with acting(self.user_id, self.kind):
            job = self._lock()
            is_due = not job.steps.filter(name=name).exists()
            yield is_due
            if is_due:
                JobStep.objects.create(job=job, name=name)
                self._update(steps_done=F("steps_done") + 1, attempts=1)
            self._update(lease_until=Now() + LEASE)

    def expect(self, steps: int) -> None:
        """Say how many steps there are in all, for the progress that people watch."""
        with transaction.atomic():
            self._lock()
            self._update(steps_total=steps)

    def finish(self) -> None:
        """Close the job as done."""
        with transaction.atomic():
            self._lock()
            self._close(Job.State.DONE)

    def fail(self, error: Exception) -> None:
        """Queue the job again after a while; after the last attempt close it. Keeps the error's class, no message."""
        code = type(error).__name__
        with transaction.atomic():
            attempts = self._lock().attempts
            if attempts >= MAX_ATTEMPTS:
                self._close(Job.State.FAILED, error_code=code)
            else:
                not_before = Now() + BACK_OFF[attempts - 1]
                self._update(state=Job.State.QUEUED, lease_until=None, not_before=not_before, error_code=code)

    def _lock(self) -> Job:
        job = Job.objects.select_for_update().filter(pk=self.job_id).first()
        if job is None or job.fence != self.fence or job.state != Job.State.RUNNING:
            raise LeaseLost(str(self.job_id))
        return job

    def _close(self, state: Job.State, *, error_code: str = "") -> None:
        self._update(state=state, lease_until=None, finished_at=Now(), error_code=error_code)

    def _update(self, **values: object) -> None:
        Job.objects.filter(pk=self.job_id).update(**values)


def claim(job_id: UUID) -> Claim | None:
    """Take a job that is free, or return None: someone has it, it is not due yet, or it is closed."""
    with transaction.atomic():
        job = Job.objects.claimable().select_for_update(skip_locked=True).filter(pk=job_id).first()
        if job is None:
            return None
        job.state, job.fence, job.lease_until = Job.State.RUNNING, job.fence + 1, Now() + LEASE
        job.attempts += 1
        job.save(update_fields=["state", "fence", "lease_until", "attempts"])
        taken = Claim(job_id=job.pk, kind=job.kind, target_id=job.target_id, user_id=job.created_by_id, fence=job.fence)
        if job.attempts <= MAX_ATTEMPTS:
            return taken
        taken.fail(WorkerLost())
        return None
