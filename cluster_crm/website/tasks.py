"""What beat asks for at fixed times; the task calls one deed and carries no data."""

from celery import shared_task
from django.utils import timezone

from cluster_crm.website.actions import access


@shared_task(name="website.trim_access_log")
def trim_access_log() -> None:
    """Shorten old addresses and forget old visits."""
    access.trim_access_log(timezone.now())
