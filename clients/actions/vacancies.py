"""A vacancy from the day that it is agreed until it is filled or closed (CLI-DATA-06)."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone

from clients.actions.contacts import KIND
from clients.exceptions import VacancyDecided, VacancyOpen
from clients.models import ClientContact, ClientMembership, Vacancy, VacancyContact
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import EndsBeforeItBegan, InFuture, NoMembership
from privacy.actions.grounds import record_ground
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import record_contact
from privacy.actions.subjects import lock_live_role
from privacy.contact_events import ContactEvent
from privacy.vocabulary import Channel, Ground

DECIDED = frozenset({Vacancy.Status.FILLED, Vacancy.Status.CLOSED})


def open_vacancy(
    vacancy: Vacancy,
    *,
    by: User | None,
    contacts: Iterable[ClientContact] = (),
    opt_out_offered: Collection[Channel] = (),
) -> Vacancy:
    """Register a vacancy that is not saved yet, with those at the client who deal with it.

    `opt_out_offered` are the channels for which they could refuse marketing then: a customer's soft opt-in (MKT-10).

    That we agreed it is meaningful contact with them: their terms run anew from that day (requirements 4.2).
    """
    if vacancy.opened_on > timezone.localdate():
        raise InFuture
    with acting(by.pk if by else None, "clients.vacancy"):
        vacancy.status, vacancy.closed_on = Vacancy.Status.OPEN, None
        vacancy.clean_fields()
        vacancy.save()
        for contact in contacts:
            name_contact(vacancy, contact, by=by)
            for channel in opt_out_offered:
                record_ground(
                    contact.pk,
                    KIND,
                    ground=Ground.VACANCY_REGISTRATION,
                    channel=channel,
                    opt_out_offered=True,
                    on=vacancy.opened_on,
                    by=by,
                )
    return vacancy


def name_contact(vacancy: Vacancy, contact: ClientContact, *, by: User | None) -> VacancyContact:
    """Record that somebody at the client deals with a vacancy; he agreed it with us on the day that it was opened."""
    with acting(by.pk if by else None, "clients.vacancy"):
        lock_live_role(contact.pk, KIND)
        refuse_restricted(contact.pk, KIND)
        if not ClientMembership.objects.current().filter(contact=contact, client=vacancy.client_id).exists():
            raise NoMembership(str(contact))
        named, is_new = VacancyContact.objects.get_or_create(vacancy=vacancy, contact=contact)
        if is_new:
            record_contact(contact.pk, KIND, ContactEvent.AGREEMENT, on=vacancy.opened_on)
    return named


def move_vacancy(vacancy: Vacancy, *, status: Vacancy.Status, on: date | None, by: User | None) -> Vacancy:
    """Bring a vacancy where somebody says it stands, by the deed for that; `on` is the day of closing."""
    if status in DECIDED:
        return close_vacancy(vacancy, status=status, on=on or timezone.localdate(), by=by)
    if status == Vacancy.Status.ON_HOLD:
        return pause_vacancy(vacancy, by=by)
    return reopen_vacancy(vacancy, by=by)


def close_vacancy(vacancy: Vacancy, *, status: Vacancy.Status, on: date, by: User | None) -> Vacancy:
    """Record that a vacancy was filled, or closed without result; raises VacancyDecided where it was already."""
    if status not in DECIDED:
        raise VacancyOpen(str(vacancy))
    if on > timezone.localdate():
        raise InFuture
    with acting(by.pk if by else None, "clients.vacancy"):
        vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
        if vacancy.status in DECIDED:
            raise VacancyDecided(str(vacancy))
        if on < vacancy.opened_on:
            raise EndsBeforeItBegan(str(vacancy))
        return _move(vacancy, status, on)


def pause_vacancy(vacancy: Vacancy, *, by: User | None) -> Vacancy:
    """Record that the client waits; raises VacancyDecided where there is nothing to wait for."""
    with acting(by.pk if by else None, "clients.vacancy"):
        vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
        if vacancy.status in DECIDED:
            raise VacancyDecided(str(vacancy))
        return _move(vacancy, Vacancy.Status.ON_HOLD, None)


def reopen_vacancy(vacancy: Vacancy, *, by: User | None) -> Vacancy:
    """Record that somebody is sought again; raises VacancyOpen where that never stopped."""
    with acting(by.pk if by else None, "clients.vacancy"):
        vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
        if vacancy.status == Vacancy.Status.OPEN:
            raise VacancyOpen(str(vacancy))
        return _move(vacancy, Vacancy.Status.OPEN, None)


def _move(vacancy: Vacancy, status: Vacancy.Status, closed_on: date | None) -> Vacancy:
    vacancy.status, vacancy.closed_on = status, closed_on
    vacancy.save(update_fields=["status", "closed_on"])
    return vacancy
