"""What registering people at organisations has in common: the few details that may be held, in their one form."""

from dataclasses import asdict, dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError

from cluster_crm.people.exceptions import CannotBeStored
from cluster_crm.people.models import AddressedPerson, Membership
from cluster_crm.people.models.free_text import refuse_bsn

Contact = TypeVar("Contact", bound=AddressedPerson)
Period = TypeVar("Period", bound=Membership)
NOT_YET_SET = ("data_subject", "number", *AddressedPerson.derived_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """Name, and business telephone, e-mail and address of somebody at an organisation: no more (CLI-DATA-01)."""

    family_name: str
    given_name: str = ""
    infix: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


def contact_of(draft: ContactDraft, model: type[Contact]) -> Contact:
    """Build the person of a draft, not saved yet; raises CannotBeStored with the names of fields that are wrong."""
    contact = model(**asdict(draft))
    contact.name_is_set()
    found: set[str] = set()
    for check in (
        contact.contact_is_normalised,
        lambda: contact.clean_fields(exclude=NOT_YET_SET),
        lambda: refuse_bsn(contact),
    ):
        try:
            check()
        except ValidationError as error:
            found |= set(error.message_dict)
    if found:
        raise CannotBeStored(sorted(found))
    return contact


def check_membership(membership: Period) -> Period:
    """Return a period at an organisation that can be stored; raises CannotBeStored where it cannot."""
    try:
        membership.clean_fields(exclude=["contact"])
        refuse_bsn(membership)
    except ValidationError as error:
        raise CannotBeStored(sorted(error.message_dict)) from None
    return membership
