"""Deeds on comments about the privacy policy: receive one, forget old ones (GEN-12)."""

from datetime import datetime, time
from typing import Final

from django.db import transaction
from django.utils import timezone

from cluster_crm.website.models import PolicyComment
from privacy.dates import add_months

KEPT_MONTHS: Final = 12


def receive_comment(text: str, *, language: str, at: datetime) -> PolicyComment:
    """Keep a comment for the privacy officer; who wrote it is not known."""
    return PolicyComment.objects.create(text=text, language=language, received_at=at)


@transaction.atomic
def forget_comments(now: datetime) -> int:
    """Delete comments that the privacy officer left for a year; returns how many."""
    first_day = datetime.combine(add_months(timezone.localdate(now), -KEPT_MONTHS), time(), now.tzinfo)
    gone, _by_model = PolicyComment.objects.before(first_day).delete()
    return gone
