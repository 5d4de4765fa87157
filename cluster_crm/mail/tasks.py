"""What beat asks for at fixed times; each task calls one deed and carries no data."""

from celery import shared_task
from django.utils import timezone

from cluster_crm.mail.actions import poll, waiting


@shared_task(name="mail.forget_expired")
def forget_expired() -> None:
    """Forget messages and files that waited longer than they may."""
    waiting.forget_expired(timezone.localdate())


@shared_task(name="mail.poll_mailbox")
def poll_mailbox() -> None:
    """Queue a reading of the mailbox to which colleagues send a copy."""
    poll.poll_mailbox()
