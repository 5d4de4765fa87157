"""Agreements with suppliers: while a sole trader's runs, his term does not (requirements 4.1)."""

from datetime import date

from django.db.models import Max
from django.db.models.functions import Coalesce

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import EndsBeforeItBegan
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import STILL_RUNNING, set_running_until
from privacy.actions.subjects import lock_live_role
from privacy.models import RetentionClock
from suppliers.actions.contacts import KIND
from suppliers.models import Supplier, SupplyAgreement


def record_agreement(
    supplier: Supplier, *, reference: str, started_on: date, by: User | None, ended_on: date | None = None
) -> SupplyAgreement:
    """Record a contract under which a supplier works for us."""
    with acting(by.pk if by else None, "suppliers.agreement"):
        refuse_erased_trader(supplier)
        agreement = SupplyAgreement(
            supplier=supplier, reference=reference, started_on=started_on, ended_on=_in_order(started_on, ended_on)
        )
        agreement.full_clean()
        agreement.save()
        _follow(supplier)
    return agreement


def end_agreement(agreement: SupplyAgreement, *, on: date, by: User | None) -> SupplyAgreement:
    """Record the last day of a contract; what tax law keeps is kept from the end of that year on (AWR 52(4))."""
    with acting(by.pk if by else None, "suppliers.agreement"):
        agreement = SupplyAgreement.objects.select_for_update().get(pk=agreement.pk)
        agreement.ended_on = _in_order(agreement.started_on, on)
        agreement.save(update_fields=["ended_on"])
        _follow(agreement.supplier)
    return agreement


def refuse_erased_trader(supplier: Supplier) -> None:
    """Lock the person whom a sole trader's rows are about; refuse one who is erased, or whose data are only stored."""
    person = supplier.recipient.data_subject_id
    if person is not None:
        lock_live_role(person, KIND)
        refuse_restricted(person, KIND)


def _in_order(started_on: date, ended_on: date | None) -> date | None:
    if ended_on is not None and ended_on < started_on:
        raise EndsBeforeItBegan
    return ended_on


def _follow(supplier: Supplier) -> None:
    """Tell a sole trader's clock until when he works for us; an organisation's contract binds nobody's data."""
    person = supplier.recipient.data_subject_id
    if person and RetentionClock.objects.filter(data_subject=person, subject_kind=KIND).exists():
        last = supplier.agreements.aggregate(day=Max(Coalesce("ended_on", STILL_RUNNING)))
        set_running_until(person, KIND, running_until=last["day"])
