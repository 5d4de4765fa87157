"""What beat asks for at fixed times; each task calls one deed and carries no data."""

from celery import shared_task
from django.utils import timezone

from cluster_crm.people.actions.recordings import forget_old_recordings


@shared_task(name="people.expire_recordings")
def expire_recordings() -> None:
    """Forget recordings of calls whose 90 days are over."""
    forget_old_recordings(timezone.localdate())
