"""What beat asks for at fixed times; each task calls one deed and carries no data."""

from celery import shared_task

from privacy.actions.access import expire_exports
from privacy.actions.files import sweep_files, sweep_orphans
from privacy.actions.verification import verify_executed


@shared_task(name="privacy.sweep_files")
def sweep() -> None:
    """Remove files whose rows are gone, and bury those that no row names."""
    sweep_orphans()
    sweep_files()


@shared_task(name="privacy.verify_erasures")
def verify() -> None:
    """Scan for what erasures may have left, and close those with nothing left."""
    verify_executed()


@shared_task(name="privacy.expire_exports")
def expire() -> None:
    """Remove packages that nobody fetched in time."""
    expire_exports()
