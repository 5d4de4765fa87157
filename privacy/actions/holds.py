"""Deeds on legal holds: place, review, release (Article 17(3)(e), CLAIM-01, CLAIM-02)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.actions.subjects import lock_live_role
from privacy.dates import add_months
from privacy.exceptions import HoldReleased
from privacy.models import LegalHold
from privacy.vocabulary import SubjectKind

MONTHS_TO_REVIEW = 6


def place_hold(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    matter: str,
    reason: str,
    by: AbstractBaseUser,
    scope: Collection[str] = (),
    review_on: date | None = None,
) -> LegalHold:
    """Keep a person's records in a role from erasure; `scope` names the stores (`app.model`), or none for all."""
    today = timezone.localdate()
    with acting(by.pk, "legal hold"):
        lock_live_role(data_subject_id, kind)
        return LegalHold.objects.create(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            matter=matter,
            reason=reason,
            scope=sorted(label.lower() for label in scope),
            opened_by_id=by.pk,
            opened_at=timezone.now(),
            reviewed_on=today,
            review_on=review_on or add_months(today, MONTHS_TO_REVIEW),
        )


def review_hold(hold: LegalHold, *, by: AbstractBaseUser, on: date, review_on: date | None = None) -> LegalHold:
    """Record that the hold is still needed, and when to ask again."""
    with acting(by.pk, "legal hold"):
        hold = _open(hold)
        hold.reviewed_on, hold.review_on = on, review_on or add_months(on, MONTHS_TO_REVIEW)
        hold.save(update_fields=["reviewed_on", "review_on"])
    return hold


def release_hold(hold: LegalHold, *, by: AbstractBaseUser) -> LegalHold:
    """End a hold; the retention term decides again from today on (requirements 4.1)."""
    with acting(by.pk, "legal hold"):
        hold = _open(hold)
        hold.released_at = timezone.now()
        hold.save(update_fields=["released_at"])
    return hold


def _open(hold: LegalHold) -> LegalHold:
    hold = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if hold.released_at is not None:
        raise HoldReleased(str(hold))
    return hold
