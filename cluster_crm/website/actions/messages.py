"""Receiving what somebody writes on the site or in the chat: he becomes a website contact (WEB-DATA-03)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from cluster_crm.history.acting import acting
from cluster_crm.people.actions.writing import lock_people
from cluster_crm.people.contact import normalise_email
from cluster_crm.people.exceptions import InFuture
from cluster_crm.website.models import WebsiteContact, WebsiteMessage
from privacy.actions.retention import record_contact
from privacy.actions.roles import Origin, register_role
from privacy.contact_events import ContactEvent
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Identifier, Source, SubjectKind

REASON = "website.message"
KIND = SubjectKind.WEBSITE_USER


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as he says himself."""

    family_name: str
    email: str
    given_name: str = ""
    infix: str = ""
    phone: str = ""


def receive_message(sender: Sender, text: str, *, received_at: datetime) -> WebsiteMessage:
    """Keep a message, and hold who wrote it for two years from then (RC-2Y); a reply about our service counts (4.2).

    Who writes again under the same name and address is the same person. Restricted people may write to us: their
    messages are stored, and nothing more (Article 18(2)).
    """
    if received_at > timezone.now():
        raise InFuture
    with acting(None, REASON):
        contact = _known(sender) or _register(sender, received_at)
        Catalogue.load(KIND).require([Category.CORRESPONDENCE])
        message = WebsiteMessage(contact=contact, text=text, received_at=received_at)
        message.clean()
        message.save()
        record_contact(contact.pk, KIND, ContactEvent.MESSAGE_FROM, on=timezone.localdate(received_at))
    return message


def _known(sender: Sender) -> WebsiteContact | None:
    """Return who wrote before under this name and address, locked against an erasure that is under way."""
    asked = WebsiteContact(**asdict(sender))
    asked.name_is_set()
    same = WebsiteContact.objects.filter(email=normalise_email(sender.email), search_name=asked.search_name)
    lock_people(same.values_list("data_subject_id", flat=True))
    return same.order_by("pk").first()


def _register(sender: Sender, received_at: datetime) -> WebsiteContact:
    contact = WebsiteContact(**asdict(sender))
    contact.clean()
    role = register_role(
        KIND,
        origin=Origin(Source.SITE_FORM, "", timezone.localdate(received_at)),
        holds=contact.categories_held(),
        addresses=[(Identifier.EMAIL, contact.email), (Identifier.PHONE, contact.phone)],
    ).role
    contact.data_subject_id, contact.number = role.data_subject_id, role.number
    contact.save()
    return contact
