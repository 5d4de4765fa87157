"""Invented suppliers, contacts and supply relations for tests."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID
from zlib import crc32

from django.utils import timezone
from stdnum.iban import calc_check_digits

from cluster_crm.accounts.models import User
from cluster_crm.people.actions.drafts import ContactDraft
from cluster_crm.people.models import ToldNote
from privacy.models import DataSubject, Recipient
from privacy.vocabulary import Source, SubjectKind
from suppliers.actions.agreements import record_agreement
from suppliers.actions.bank_details import record_bank_details
from suppliers.actions.contacts import register_supplier_contact
from suppliers.actions.organisations import register_sole_trader, register_supplier
from suppliers.actions.supply import start_supply
from suppliers.models import Supplier, SupplierContact, SupplierMembership, SupplyAgreement, SupplyRelation

_numbers = count(1)


def make_supplier(name: str = "", **fields: Any) -> Supplier:
    """Take on an invented organisation."""
    return register_supplier(name=name or f"Voorbeeld Detachering {next(_numbers)} B.V.", by=None, **fields)


def make_sole_trader(name: str = "", *, data_subject: DataSubject | None = None, **fields: Any) -> Supplier:
    """Take on an invented person who trades in his own name; `fields` are those of a `ContactDraft`."""
    return register_sole_trader(
        _draft(fields),
        name=name,
        source=Source.COOPERATION,
        collected_on=timezone.localdate(),
        data_subject=data_subject,
        by=None,
    )


def make_supplier_contact(
    supplier: Supplier | None = None,
    *,
    source_detail: str = "",
    collected_on: date | None = None,
    started_on: date | None = None,
    function: str = "",
    data_subject: DataSubject | None = None,
    **fields: Any,
) -> SupplierContact:
    """Register an invented contact; `fields` are those of a `ContactDraft`."""
    return register_supplier_contact(
        _draft(fields),
        supplier=supplier or make_supplier(),
        source=Source.COOPERATION,
        source_detail=source_detail,
        collected_on=collected_on or timezone.localdate(),
        started_on=started_on,
        function=function,
        data_subject=data_subject,
        by=None,
    )


def make_agreement(supplier: Supplier, **fields: Any) -> SupplyAgreement:
    """Record an invented agreement, running unless said otherwise."""
    given: dict[str, Any] = {"reference": f"OVK-{next(_numbers)}", "started_on": date(2025, 1, 1), "by": None}
    return record_agreement(supplier, **given | fields)


def make_supply(candidate: UUID, supplier: Supplier | None = None, *, on: date | None = None) -> SupplyRelation:
    """Record that a candidate is supplied by an invented supplier."""
    return start_supply(candidate, supplier or make_supplier(), on=on or date(2026, 1, 5), by=None)


def make_full_supplier_contact(marker: str, *, by: User, data_subject: DataSubject | None = None) -> SupplierContact:
    """Register a sole trader of whom every personal column holds something; each text holds the marker."""
    low = marker.lower()
    supplier = make_sole_trader(
        f"{marker} Advies",
        data_subject=data_subject,
        given_name=f"{marker}-Sanne",
        infix="ter",
        family_name=f"{marker}-Haar",
        email=f"{low}.haar@example.com",
        phone=f"+316{10_000_000 + crc32(low.encode()) % 80_000_000}",
        street=f"{marker}weg 4",
        postcode="1234 AB",
        city=f"{marker}burg",
        country="NL",
    )
    Recipient.objects.filter(pk=supplier.recipient_id).update(notice_email=f"{low}.notices@example.com")
    contact = SupplierContact.objects.get(pk=supplier.recipient.data_subject_id)
    SupplierMembership.objects.filter(contact=contact).update(
        function=f"{marker} function", started_on=date(2020, 1, 1)
    )
    SupplierMembership.objects.create(
        contact=contact,
        supplier=make_supplier(),
        function=f"{marker} earlier",
        started_on=date(2015, 1, 1),
        ended_on=date(2019, 12, 31),
    )
    _fill_files(contact, supplier, marker, by)
    return contact


def iban_of(marker: str) -> str:
    """A bank account number of the marker with good check digits, at a bank that does not exist."""
    account = f"VRBL{crc32(marker.encode()):010}"
    return f"NL{calc_check_digits(f'NL00{account}')}{account}"


def _fill_files(contact: SupplierContact, supplier: Supplier, marker: str, by: User) -> None:
    ToldNote.objects.create(
        data_subject_id=contact.pk,
        subject_kind=SubjectKind.SUPPLIER_CONTACT,
        text=f"{marker} told",
        told_by=f"{marker} teller",
        source=Source.COOPERATION,
        source_detail=f"{marker} lunch",
        collected_on=timezone.localdate(),
        created_by=by,
    )
    contact.data_subject.roles.filter(subject_kind=SubjectKind.SUPPLIER_CONTACT).update(source_detail=f"{marker} call")
    make_agreement(supplier, started_on=date(2010, 1, 1), ended_on=date(2011, 1, 1))
    record_bank_details(supplier, iban=iban_of(marker), holder=f"{marker} holder", on=date(2010, 6, 1), by=by)


def _draft(fields: dict[str, Any]) -> ContactDraft:
    number = next(_numbers)
    given = {"given_name": "Sanne", "family_name": f"Haar{number}", "email": f"sanne{number}@example.com"}
    return ContactDraft(**given | fields)
