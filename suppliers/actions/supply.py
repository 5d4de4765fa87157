"""Who is supplied to us by whom: the supplier's contact counts for him until the supplier reports the end (RET-04)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import EndsBeforeItBegan, InFuture
from privacy.actions.restriction import refuse_restricted
from privacy.actions.subjects import lock_live_role
from privacy.vocabulary import SubjectKind
from suppliers.exceptions import SupplyEnded, SupplyRuns
from suppliers.models import Supplier, SupplyRelation


def start_supply(candidate: UUID, supplier: Supplier, *, on: date, by: User | None) -> SupplyRelation:
    """Record that a candidate is supplied by a supplier (GLO-02); a relation that ended can begin anew as another one.

    Raises PersonErased for somebody whom we do not hold as a candidate.
    """
    with acting(by.pk if by else None, "suppliers.supply"):
        lock_live_role(candidate, SubjectKind.CANDIDATE)
        refuse_restricted(candidate, SubjectKind.CANDIDATE)
        if SupplyRelation.objects.running().filter(data_subject=candidate, supplier=supplier).exists():
            raise SupplyRuns(str(candidate))
        relation = SupplyRelation(data_subject_id=candidate, supplier=supplier, started_on=on)
        relation.full_clean()
        relation.save()
    return relation


def report_end(relation: SupplyRelation, *, notice_on: date, by: User | None) -> SupplyRelation:
    """Record on which day the supplier told us of the end: from then on its contact no longer counts (RET-05)."""
    if notice_on > timezone.localdate():
        raise InFuture
    with acting(by.pk if by else None, "suppliers.supply"):
        lock_live_role(relation.data_subject_id, SubjectKind.CANDIDATE)
        relation = SupplyRelation.objects.select_for_update().get(pk=relation.pk)
        if relation.ended_notice_on is not None:
            raise SupplyEnded(str(relation))
        if notice_on < relation.started_on:
            raise EndsBeforeItBegan(str(relation))
        relation.ended_notice_on = notice_on
        relation.save(update_fields=["ended_notice_on"])
    return relation


def suppliers_of(candidates: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the recipient behind who supplies each of some candidates now; one statement."""
    running = SupplyRelation.objects.running().filter(data_subject__in=list(candidates)).order_by("started_on")
    return dict(running.values_list("data_subject", "supplier__recipient"))
