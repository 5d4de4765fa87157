"""What beat asks for at fixed times; each task calls one deed and carries no data."""

from celery import shared_task
from django.utils import timezone

from candidates.actions.diversity import aggregate_due
from candidates.actions.identity import destroy_due_papers
from candidates.actions.imports.rows import forget_expired_rows
from candidates.actions.stories import forget_stale_drafts


@shared_task(name="candidates.expire_imports")
def expire_imports() -> None:
    """Forget rows of imports for which nobody came in time."""
    forget_expired_rows(timezone.localdate())


@shared_task(name="candidates.count_diversity")
def count_diversity() -> None:
    """Count the diversity answers whose half year is over, and drop what links them to people."""
    aggregate_due(timezone.localdate())


@shared_task(name="candidates.destroy_identity_papers")
def destroy_identity_papers() -> None:
    """Destroy copies of identity documents and what goes with them on their last day."""
    destroy_due_papers(timezone.localdate())


@shared_task(name="candidates.forget_stale_stories")
def forget_stale_stories() -> None:
    """Forget drafts of success stories to which nobody agreed in time."""
    forget_stale_drafts(timezone.localdate())
