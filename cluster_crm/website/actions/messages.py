"""Receiving what somebody writes on the site or in the chat: he becomes a website contact (WEB-DATA-03)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cluster_crm.history.acting import acting
from cluster_crm.people.actions.writing import lock_people
from cluster_crm.people.contact import normalise_email
from cluster_crm.people.exceptions import InFuture
from cluster_crm.website.models import WebsiteContact, WebsiteMessage
from privacy.actions.retention import join_pool, record_contact, set_running_until
from privacy.actions.roles import Origin, register_role
from privacy.contact_events import ContactEvent
from privacy.models import RetentionClock
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Identifier, RetentionProfile, Source, SubjectKind

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
        on = timezone.localdate(received_at)
        contact = known_contact(sender) or register_contact(sender, Origin(Source.SITE_FORM, "", on))
        Catalogue.load(KIND).require([Category.CORRESPONDENCE])
        message = WebsiteMessage(contact=contact, text=text, received_at=received_at)
        message.clean()
        message.save()
        _stay_for_the_answer(contact.pk)
        record_contact(contact.pk, KIND, ContactEvent.MESSAGE_FROM, on=on)
    return message


def known_contact(sender: Sender) -> WebsiteContact | None:
    """Return who was here before under this name and address, locked against an erasure that is under way."""
    asked = WebsiteContact(**asdict(sender))
    asked.name_is_set()
    same = WebsiteContact.objects.filter(email=normalise_email(sender.email), sort_name=asked.sort_name)
    lock_people(same.values_list("data_subject_id", flat=True))
    return same.order_by("pk").first()


def register_contact(
    sender: Sender, origin: Origin, profile: RetentionProfile = RetentionProfile.POOL
) -> WebsiteContact:
    """Hold somebody as a website contact, by what he says of himself."""
    contact = WebsiteContact(**asdict(sender))
    contact.clean()
    role = register_role(
        KIND,
        origin=origin,
        holds=contact.categories_held(),
        addresses=[(Identifier.EMAIL, contact.email), (Identifier.PHONE, contact.phone)],
        retention_profile=profile,
    ).role
    contact.data_subject_id, contact.number = role.data_subject_id, role.number
    contact.save()
    return contact


def _stay_for_the_answer(contact_id: UUID) -> None:
    """Hold who was here for a competition alone like anybody who writes to us, now that he did (SRC-11)."""
    clock = RetentionClock.objects.filter(data_subject_id=contact_id, subject_kind=KIND)
    if clock.filter(profile=RetentionProfile.COMPETITION).exists():
        set_running_until(contact_id, KIND, running_until=None)
        join_pool(contact_id, KIND)
