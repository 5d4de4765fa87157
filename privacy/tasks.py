"""What beat asks for at fixed times; each task calls one deed and carries no data."""

from celery import shared_task
from django.utils import timezone

from privacy.actions.access import expire_exports
from privacy.actions.files import sweep_files, sweep_orphans
from privacy.actions.list_exports import expire_lists
from privacy.actions.notice_escalation import propose_late_erasures, withdraw_settled
from privacy.actions.notice_sending import send_owed_to_givers
from privacy.actions.pasts import forget_pasts
from privacy.actions.person_links import forget_links
from privacy.actions.verification import verify_executed
from privacy.actions.yearly import ask_who_is_due
from privacy.stores.ledger import drop_expired


@shared_task(name="privacy.sweep_files")
def sweep() -> None:
    """Remove what rows that are gone left in history, their files, and those files that no row names."""
    forget_pasts()
    sweep_orphans()
    sweep_files()


@shared_task(name="privacy.verify_erasures")
def verify() -> None:
    """Scan for what erasures may have left, close those with nothing left, and drop hashes no backup needs."""
    verify_executed()
    drop_expired(timezone.localdate())


@shared_task(name="privacy.send_notices")
def send_notices() -> None:
    """Send the notice to who gave us his data without seeing it (Article 13)."""
    send_owed_to_givers()


@shared_task(name="privacy.escalate_notices")
def escalate_notices() -> None:
    """Propose to erase whom nobody told for two weeks, and take back what was settled since (LAW-08)."""
    withdraw_settled()
    propose_late_erasures(timezone.localdate())


@shared_task(name="privacy.expire_exports")
def expire() -> None:
    """Remove packages that nobody fetched in time, lists that are a day old, and links that open nothing any more."""
    expire_exports()
    expire_lists()
    forget_links()


@shared_task(name="privacy.ask_details")
def ask_details() -> None:
    """Ask people whether what we hold is still right, once a year (GEN-11)."""
    ask_who_is_due()
