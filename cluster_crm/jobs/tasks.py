"""What the broker may ask of a worker. Messages carry the id of a job; answers are not kept (ACC-11)."""

from uuid import UUID

from celery import shared_task

from cluster_crm.jobs import actions


@shared_task(name="jobs.run", ignore_result=True, acks_late=True, reject_on_worker_lost=True)
def run_job(job_id: str) -> None:
    """Carry out one job."""
    actions.run(UUID(job_id))


@shared_task(name="jobs.reap", ignore_result=True, acks_late=True, reject_on_worker_lost=True)
def reap_jobs() -> None:
    """Find what was missed."""
    actions.reap()
