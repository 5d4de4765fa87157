"""Deeds of restriction: begin, refuse by, announce the end of, and end (Article 18)."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.actions.list_exports import withdraw_lists_with
from privacy.actions.subjects import lock_live_role
from privacy.exceptions import LiftingNotAnnounced, ProcessingRestricted
from privacy.models import Restriction
from privacy.vocabulary import SubjectKind


def restrict(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    ground: Restriction.Ground,
    by: AbstractBaseUser | None,
    reason: str = "",
) -> Restriction:
    """Restrict a person in a role; a restriction that runs on this ground already is returned as it is.

    Lists in which he stands are withdrawn. `by` is None where the law restricts by itself: an objection or a dispute
    that comes in (AMB-21).
    """
    user_id = by.pk if by else None
    with acting(user_id, "restriction"):
        lock_live_role(data_subject_id, kind)
        withdraw_lists_with(data_subject_id, kind)
        restriction, _is_new = Restriction.objects.active().get_or_create(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            ground=ground,
            defaults={"reason": reason, "started_at": timezone.now(), "started_by_id": user_id},
        )
    return restriction


def refuse_restricted(data_subject_id: UUID, kind: SubjectKind | str) -> None:
    """Raise ProcessingRestricted where the person is restricted in this role (RIGHT-RESTR-02)."""
    if Restriction.objects.of(data_subject_id, kind).active().exists():
        raise ProcessingRestricted(str(data_subject_id))


def announce_lifting(restriction: Restriction, *, by: AbstractBaseUser, at: datetime) -> Restriction:
    """Record that the person was told that the restriction will end; a second announcement changes nothing."""
    with acting(by.pk, "restriction"):
        restriction = Restriction.objects.select_for_update().get(pk=restriction.pk)
        if restriction.lift_noticed_at is None:
            restriction.lift_noticed_at = at
            restriction.save(update_fields=["lift_noticed_at"])
    return restriction


def lift(restriction: Restriction, *, by: AbstractBaseUser, at: datetime) -> Restriction:
    """End a restriction, some days after the person was told and never before (RIGHT-RESTR-04)."""
    with acting(by.pk, "restriction"):
        restriction = Restriction.objects.select_for_update().get(pk=restriction.pk)
        if restriction.lift_noticed_at is None or at < restriction.lift_noticed_at + settings.CRM_LIFT_NOTICE:
            raise LiftingNotAnnounced(str(restriction))
        restriction.lifted_at = at
        restriction.save(update_fields=["lifted_at"])
    return restriction
