"""Deeds on what people do online."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cluster_crm.history.acting import acting
from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.models import OnlineActivity
from privacy.actions.notices import open_category_notice
from privacy.actions.retention import record_retention_fact
from privacy.contact_events import is_meaningful
from privacy.models import RetentionClock
from privacy.vocabulary import Category, Source, SubjectKind


def record_activity(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    act: OnlineActivity.Act,
    happened_at: datetime,
    about: UUID | None = None,
) -> OnlineActivity:
    """Record what a person did on our pages; taking part counts as contact, looking does not (4.2, RET-06)."""
    with acting(None, "online activity"):
        lock_people([data_subject_id])
        refuse_writing(data_subject_id, kind, Category.ONLINE_INTERACTION)
        known = OnlineActivity.objects.filter(data_subject_id=data_subject_id, subject_kind=kind).exists()
        activity = OnlineActivity.objects.create(
            data_subject_id=data_subject_id, subject_kind=kind, act=act, happened_at=happened_at, about=about
        )
        open_category_notice(
            data_subject_id,
            kind,
            [Category.ONLINE_INTERACTION],
            known=[Category.ONLINE_INTERACTION] if known else [],
            source=Source.AUTO,
            collected_on=timezone.localdate(happened_at),
        )
        clock = RetentionClock.objects.filter(data_subject_id=data_subject_id, subject_kind=kind)
        if is_meaningful(activity.event, kind) and clock.exists():
            record_retention_fact(data_subject_id, kind, contact_on=timezone.localdate(happened_at))
    return activity
