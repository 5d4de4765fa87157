"""Deeds on the log of visits: write it, shorten it, forget it (RC-LOG)."""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Func, GenericIPAddressField, IntegerField, Value, When
from django.utils import timezone

from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.website.models import AccessEvent
from privacy.dates import add_months
from privacy.stores.eraser import as_eraser
from privacy.vocabulary import Category, SubjectKind

WHOLE: Final = timedelta(days=30)


class Family(Func):
    """Whether an address is of version 4 or 6."""

    function = "family"
    output_field = IntegerField()


class Network(Func):
    """The network of an address: its first bits, the rest nought."""

    template = "host(network(set_masklen(%(expressions)s)))::inet"
    output_field = GenericIPAddressField()


@transaction.atomic
def record_access(data_subject_id: UUID, kind: SubjectKind, *, ip: str, at: datetime) -> AccessEvent:
    """Record that a person whom we know used the site while signed in (CAND-DATA-26, CAND-DATA-27)."""
    lock_people([data_subject_id])
    refuse_writing(data_subject_id, kind, Category.ONLINE_IDENTIFIER, Category.USAGE)
    return AccessEvent.objects.create(data_subject_id=data_subject_id, subject_kind=kind, ip=ip, happened_at=at)


@transaction.atomic
def trim_access_log(now: datetime) -> tuple[int, int]:
    """Shorten addresses of more than 30 days (IPv4 to /24, IPv6 to /48), forget visits of more than CRM_LOG_MONTHS.

    Returns how many of both. Nobody else may change the log: the database lets only the role do so that erases.
    """
    first_day = datetime.combine(add_months(timezone.localdate(now), -settings.CRM_LOG_MONTHS), time(), now.tzinfo)
    bits = Case(When(family=Value(4), then=Value(24)), default=Value(48))
    with as_eraser():
        gone, _by_model = AccessEvent.objects.before(first_day).delete()
        whole = AccessEvent.objects.whole_before(now - WHOLE).annotate(family=Family("ip"))
        shortened = whole.update(ip=Network("ip", bits), is_shortened=True)
    return shortened, gone
