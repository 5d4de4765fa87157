"""The deed of grounds: write down what truly happened, and what was offered then (Tw 11.7, MKT-04, MKT-10)."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from privacy.actions.subjects import lock_live_role
from privacy.exceptions import GroundNotProved
from privacy.models import MarketingGround
from privacy.sources import GROUND_OF
from privacy.vocabulary import Channel, Ground, Source, SubjectKind


@transaction.atomic
def record_ground(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    ground: Ground,
    channel: Channel | str = "",
    opt_out_offered: bool,
    on: date,
    evidence: str = "",
    by: AbstractBaseUser | None = None,
) -> MarketingGround:
    """Record what a person did; `opt_out_offered` says that he could refuse marketing on this channel then.

    Raises GroundNotProved for an address that is said to be published and of which nobody says where.
    """
    if ground == Ground.PUBLISHED_ADDRESS and not (evidence and channel):
        raise GroundNotProved(ground)
    lock_live_role(data_subject_id, kind)
    return MarketingGround.objects.create(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        ground=ground,
        channel=channel,
        is_opt_out_offered=opt_out_offered,
        happened_on=on,
        evidence=evidence,
        recorded_by_id=by.pk if by else None,
    )


def grounds_for(
    came: Iterable[tuple[UUID, Source, date]],
    kind: SubjectKind,
    *,
    offered: Collection[Channel],
    by: AbstractBaseUser | None,
) -> list[MarketingGround]:
    """Return what many persons did who came to us themselves, not stored yet: one row for each channel offered.

    Where no opt-out was offered, nothing can ever rest on it, and the source of the role says what happened.
    """
    return [
        MarketingGround(
            data_subject_id=person,
            subject_kind=kind,
            ground=GROUND_OF[source],
            channel=channel,
            is_opt_out_offered=True,
            happened_on=day,
            recorded_by_id=by.pk if by else None,
        )
        for person, source, day in came
        if source in GROUND_OF
        for channel in offered
    ]
