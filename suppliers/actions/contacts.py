"""The one way to hold somebody as contact of a supplier, and where he works from then on."""

from datetime import date
from typing import Final

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.drafts import ContactDraft, check_membership, contact_of
from cluster_crm.people.exceptions import EndsBeforeItBegan, InFuture, NoMembership
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import set_organisation
from privacy.actions.roles import Origin, register_role
from privacy.actions.subjects import lock_live_role
from privacy.models import Controller, DataSubject
from privacy.vocabulary import Source, SubjectKind
from suppliers.models import Supplier, SupplierContact, SupplierMembership

KIND: Final = SubjectKind.SUPPLIER_CONTACT


def register_supplier_contact(
    draft: ContactDraft,
    *,
    supplier: Supplier,
    source: Source,
    collected_on: date,
    by: User | None,
    function: str = "",
    started_on: date | None = None,
    source_detail: str = "",
    controller: Controller | None = None,
    data_subject: DataSubject | None = None,
) -> SupplierContact:
    """Register somebody at a supplier; give `data_subject` for a person whom we hold in another role already.

    Raises SourceNotAllowed (SRC-06), CannotBeStored, NotInCatalogue (GEN-09) and AlreadyHeld.
    """
    contact = contact_of(draft, SupplierContact)
    membership = check_membership(SupplierMembership(supplier=supplier, function=function, started_on=started_on))
    with acting(by.pk if by else None, "suppliers.contact"):
        registered = register_role(
            KIND,
            origin=Origin(source, source_detail, collected_on),
            holds=contact.categories_held() | membership.categories_held(),
            addresses=contact.addresses,
            data_subject=data_subject,
            controller=controller,
            organisation=supplier.recipient,
        )
        contact.data_subject_id, contact.number = registered.role.data_subject_id, registered.role.number
        contact.save()
        membership.contact = contact
        membership.save()
    return contact


def move_contact(
    contact: SupplierContact, *, to: Supplier, on: date, by: User | None, function: str = ""
) -> SupplierMembership:
    """Record that a contact works for another supplier from a day on; the period before stays as history (RET-02)."""
    membership = check_membership(SupplierMembership(contact=contact, supplier=to, function=function, started_on=on))
    with acting(by.pk if by else None, "suppliers.move"):
        _lock(contact)
        _end_current(contact, on)
        membership.save()
        set_organisation(contact.pk, KIND, to.recipient)
    return membership


def leave_supplier(contact: SupplierContact, *, on: date, by: User | None) -> SupplierMembership:
    """Record that a contact left; from then on no colleague's contact counts for him (RET-02)."""
    with acting(by.pk if by else None, "suppliers.leave"):
        _lock(contact)
        ended = _end_current(contact, on)
        if ended is None:
            raise NoMembership(str(contact))
        set_organisation(contact.pk, KIND, None)
    return ended


def _lock(contact: SupplierContact) -> None:
    lock_live_role(contact.pk, KIND)
    refuse_restricted(contact.pk, KIND)


def _end_current(contact: SupplierContact, on: date) -> SupplierMembership | None:
    if on > timezone.localdate():
        raise InFuture
    membership = SupplierMembership.objects.current().filter(contact=contact).first()
    if membership is None:
        return None
    if membership.started_on and on < membership.started_on:
        raise EndsBeforeItBegan(str(membership))
    membership.ended_on = on
    membership.save(update_fields=["ended_on"])
    return membership
