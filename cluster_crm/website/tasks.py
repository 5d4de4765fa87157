"""What beat asks for at fixed times; the task calls one deed and carries no data."""

from celery import shared_task
from django.utils import timezone

from cluster_crm.website.actions import access, comments, cookies


@shared_task(name="website.trim_access_log")
def trim_access_log() -> None:
    """Shorten old addresses and forget old visits."""
    access.trim_access_log(timezone.now())


@shared_task(name="website.trim_cookie_choices")
def trim_cookie_choices() -> None:
    """Forget choices about cookies that nobody needs to prove any more."""
    cookies.trim_cookie_choices(timezone.now())


@shared_task(name="website.forget_comments")
def forget_comments() -> None:
    """Delete comments on the policy that were left for a year."""
    comments.forget_comments(timezone.now())
