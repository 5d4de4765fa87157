"""The one way to hold somebody as contact of a client, and where he works from then on."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.utils import timezone

from clients.models import Client, ClientContact, ClientMembership
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.drafts import ContactDraft, check_membership, contact_of
from cluster_crm.people.exceptions import EndsBeforeItBegan, InFuture, NoMembership
from privacy.actions.notices import open_category_notice
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import set_organisation
from privacy.actions.roles import Origin, register_role
from privacy.actions.subjects import lock_live_role
from privacy.models import Controller, DataSubject, Recipient, SubjectRole
from privacy.vocabulary import Category, Source, SubjectKind

KIND: Final = SubjectKind.CLIENT_CONTACT


def register_client_contact(
    draft: ContactDraft,
    *,
    client: Client,
    source: Source,
    collected_on: date,
    by: User | None,
    function: str = "",
    started_on: date | None = None,
    source_detail: str = "",
    controller: Controller | None = None,
    data_subject: DataSubject | None = None,
) -> ClientContact:
    """Register somebody at a client; give `data_subject` for a person whom we hold in another role already.

    Raises SourceNotAllowed, CannotBeStored, NotInCatalogue (GEN-09) and AlreadyHeld. Data that did not come from
    himself open a notice of Article 14 (SRC-05).
    """
    contact = contact_of(draft, ClientContact)
    membership = check_membership(ClientMembership(client=client, function=function, started_on=started_on))
    with acting(by.pk if by else None, "clients.contact"):
        registered = register_role(
            KIND,
            origin=Origin(source, source_detail, collected_on),
            holds=contact.categories_held() | membership.categories_held(),
            addresses=contact.addresses,
            data_subject=data_subject,
            controller=controller,
            organisation=client.recipient,
        )
        contact.data_subject_id, contact.number = registered.role.data_subject_id, registered.role.number
        contact.save()
        membership.contact = contact
        membership.save()
    return contact


def move_contact(
    contact: ClientContact, *, to: Client, on: date, by: User | None, function: str = ""
) -> ClientMembership:
    """Record that a contact works for another client from a day on; the period before stays as history (RET-02)."""
    membership = check_membership(ClientMembership(contact=contact, client=to, function=function, started_on=on))
    with acting(by.pk if by else None, "clients.move"):
        _lock(contact)
        known = categories_of(contact)
        _end_current(contact, on)
        membership.save()
        _belongs_to(contact, to.recipient)
        tell_of_more(contact, known=known)
    return membership


def leave_client(contact: ClientContact, *, on: date, by: User | None) -> ClientMembership:
    """Record that a contact left; from then on no colleague's contact counts for him (RET-02)."""
    with acting(by.pk if by else None, "clients.leave"):
        _lock(contact)
        ended = _end_current(contact, on)
        if ended is None:
            raise NoMembership(str(contact))
        _belongs_to(contact, None)
    return ended


def categories_of(contact: ClientContact) -> frozenset[Category]:
    """Return which kinds of data stand about a contact, on himself and on his periods."""
    periods = ClientMembership.objects.filter(contact=contact.pk)
    rows = [*ClientContact.objects.filter(pk=contact.pk), *periods]
    return frozenset().union(*(row.categories_held() for row in rows))


def tell_of_more(contact: ClientContact, *, known: Collection[Category]) -> None:
    """Open the notice of kinds of data that were not `known`, from where the contact came (CLI-DATA-05)."""
    open_category_notice(
        contact.pk,
        KIND,
        categories_of(contact),
        known=known,
        source=SubjectRole.objects.get(pk=contact.number).source,
        collected_on=timezone.localdate(),
    )


def _lock(contact: ClientContact) -> None:
    lock_live_role(contact.pk, KIND)
    refuse_restricted(contact.pk, KIND)


def _end_current(contact: ClientContact, on: date) -> ClientMembership | None:
    if on > timezone.localdate():
        raise InFuture
    membership = ClientMembership.objects.current().filter(contact=contact).first()
    if membership is None:
        return None
    if membership.started_on and on < membership.started_on:
        raise EndsBeforeItBegan(str(membership))
    membership.ended_on = on
    membership.save(update_fields=["ended_on"])
    return membership


def _belongs_to(contact: ClientContact, organisation: Recipient | None) -> None:
    set_organisation(contact.pk, KIND, organisation)
