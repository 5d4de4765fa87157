"""Showing whom to call: on a stated reason alone, and never without a trace (CAND-DATA-10, REF-DATA-05, USE-EM-01)."""

from dataclasses import dataclass

from django.db import transaction

from candidates.exceptions import ReasonNotEnough
from candidates.models import EmergencyContact, EmergencyNaming
from candidates.models.named_people import PRINCIPAL_SEEN_BY
from cluster_crm.accounts.models import User
from cluster_crm.people.models.interactions import ContactReason
from privacy import permissions
from privacy.exceptions import NotForYourRole
from privacy.labels import field_label
from privacy.models import ReadLogEntry
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Purpose, SubjectKind

KIND = SubjectKind.EMERGENCY_CONTACT
DEED = "candidates.reveal_emergency_contact"
SHOWN = ("full_name", "phone", "other_phone", "email")
REASONS = {
    EmergencyNaming.RelationKind.EMERGENCY: (ContactReason.EMERGENCY, ContactReason.DEATH),
    EmergencyNaming.RelationKind.NEXT_OF_KIN: (ContactReason.DEATH,),
}


@dataclass(frozen=True, slots=True)
class ShownContact:
    """Who is to be called, and how."""

    name: str
    relation: str
    phones: tuple[str, ...]
    email: str


@transaction.atomic
def reveal_emergency_contact(naming: EmergencyNaming, *, reason: ContactReason | str, by: User) -> ShownContact:
    """Return whom somebody named, to those who may know it on this reason; the read log is written first.

    A restriction does not stand in the way: it never hinders what protects another person (Article 18(2)).
    """
    if reason not in REASONS[EmergencyNaming.RelationKind(naming.relation_kind)]:
        raise ReasonNotEnough(naming.relation_kind)
    role = permissions.role_of(by)
    if role is None or not permissions.allows_deed(by, DEED) or PRINCIPAL_SEEN_BY.get(role) != naming.subject_kind:
        raise NotForYourRole(KIND.value)
    contact = EmergencyContact.objects.get(pk=naming.named_id)
    Catalogue.load(KIND).require_purpose(Purpose.EMERGENCY, Category.CONTACT)
    ReadLogEntry.objects.bulk_create(
        ReadLogEntry(
            data_subject_id=contact.pk,
            subject_kind=KIND,
            field=field_label(contact, name),
            purpose=Purpose.EMERGENCY,
            actor_id=by.pk,
        )
        for name in SHOWN
        if getattr(contact, name)
    )
    phones = tuple(filter(None, (contact.phone, contact.other_phone)))
    return ShownContact(contact.full_name, naming.relation, phones, contact.email)
