"""Invented clients, contacts and vacancies for tests."""

from datetime import date
from itertools import count
from typing import Any
from zlib import crc32

from django.utils import timezone

from clients.actions.contacts import register_client_contact
from clients.actions.organisations import register_client, register_sole_trader
from clients.actions.vacancies import open_vacancy
from clients.models import Client, ClientContact, ClientMembership, Vacancy
from cluster_crm.accounts.models import User
from cluster_crm.people.actions.drafts import ContactDraft
from cluster_crm.people.models import ToldNote
from privacy.models import DataSubject
from privacy.vocabulary import Source, SubjectKind

_numbers = count(1)


def make_client(name: str = "", **fields: Any) -> Client:
    """Take on an invented organisation."""
    return register_client(name=name or f"Voorbeeld {next(_numbers)} B.V.", by=None, **fields)


def make_sole_trader(name: str = "", **fields: Any) -> Client:
    """Take on an invented person who trades in his own name; `fields` are those of a `ContactDraft`."""
    return register_sole_trader(
        _draft(fields), name=name, source=Source.CLIENT_INBOUND, collected_on=timezone.localdate(), by=None
    )


def make_client_contact(
    client: Client | None = None,
    *,
    source: Source = Source.CLIENT_INBOUND,
    source_detail: str = "",
    collected_on: date | None = None,
    started_on: date | None = None,
    function: str = "",
    data_subject: DataSubject | None = None,
    **fields: Any,
) -> ClientContact:
    """Register an invented contact; `fields` are those of a `ContactDraft`."""
    return register_client_contact(
        _draft(fields),
        client=client or make_client(),
        source=source,
        source_detail=source_detail,
        collected_on=collected_on or timezone.localdate(),
        started_on=started_on,
        function=function,
        data_subject=data_subject,
        by=None,
    )


def make_full_client_contact(marker: str, *, by: User, data_subject: DataSubject | None = None) -> ClientContact:
    """Register a contact of whom every personal column holds something; each text holds the marker (a short word)."""
    low, today = marker.lower(), timezone.localdate()
    contact = make_client_contact(
        source=Source.EVENT_LIST,
        source_detail=f"{marker} fair",
        started_on=date(2020, 1, 1),
        function=f"{marker} function",
        data_subject=data_subject,
        given_name=f"{marker}-Joris",
        infix="van",
        family_name=f"{marker}-Dam",
        email=f"{low}.dam@example.com",
        phone=f"+316{10_000_000 + crc32(low.encode()) % 40_000_000}",
        street=f"{marker}kade 3",
        postcode="1234 AB",
        city=f"{marker}dorp",
        country="NL",
    )
    current = ClientMembership.objects.get(contact=contact)
    ClientMembership.objects.create(
        contact=contact,
        client=make_client(),
        function=f"{marker} earlier",
        started_on=date(2015, 1, 1),
        ended_on=date(2019, 12, 31),
    )
    ToldNote.objects.create(
        data_subject_id=contact.pk,
        subject_kind=SubjectKind.CLIENT_CONTACT,
        text=f"{marker} told",
        told_by=f"{marker} teller",
        source=Source.CLIENT,
        source_detail=f"{marker} lunch",
        collected_on=today,
        created_by=by,
    )
    make_vacancy(current.client, contacts=[contact])
    return contact


def make_vacancy(
    client: Client | None = None,
    *,
    contacts: list[ClientContact] | None = None,
    opened_on: date | None = None,
    **fields: Any,
) -> Vacancy:
    """Register an invented vacancy."""
    vacancy = Vacancy(
        client=client or make_client(),
        opened_on=opened_on or timezone.localdate(),
        **{"title": f"Timmerman {next(_numbers)}"} | fields,
    )
    return open_vacancy(vacancy, by=None, contacts=contacts or ())


def _draft(fields: dict[str, Any]) -> ContactDraft:
    number = next(_numbers)
    given = {"given_name": "Joris", "family_name": f"Dam{number}", "email": f"joris{number}@example.com"}
    return ContactDraft(**given | fields)
