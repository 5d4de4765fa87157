"""Removal of the audit history of rows that went on a page (Article 5(1)(e)): by a worker, again until it succeeds."""

from django.db import transaction

from cluster_crm.jobs.claims import Claim
from privacy.models import PastToForget
from privacy.registry import personal_model
from privacy.stores.forget import forget_past


def run_forgetting(claim: Claim) -> None:
    """Remove the histories that wait as the step of a job."""
    claim.expect(1)
    with claim.step("forget") as is_due:
        if is_due:
            forget_pasts()


def forget_pasts() -> int:
    """Remove the histories that wait, but for those that another worker has in hand; return how many there were."""
    with transaction.atomic():
        due = list(PastToForget.objects.select_for_update(skip_locked=True).order_by("pk"))
        for past in due:
            forget_past(personal_model(past.model_label), past.rows)
            past.delete()
    return len(due)
