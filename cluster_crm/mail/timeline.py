"""What we wrote to a person, and mail that came back, on his timeline."""

from uuid import UUID

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from cluster_crm.mail.models import UndeliverableAddress
from cluster_crm.people.timeline import Group, Lines, Source
from privacy.models import Message
from privacy.vocabulary import Category


def bounces(data_subject_id: UUID, kind: str) -> Lines:
    """The addresses of a person that a mail server refused."""
    return (
        UndeliverableAddress.objects.filter(data_subject_id=data_subject_id, subject_kind=kind)
        .order_by()
        .annotate(
            at=F("bounced_at"),
            word=Cast("code", TextField()),
            said=Cast("address", TextField()),
            by_name=Value("", output_field=TextField()),
        )
    )


def say_bounce(code: str) -> str:
    """Say that an address cannot be reached, with the code of the server."""
    text = _("e-mail came back (%(code)s): this address cannot be reached")
    return text % {"code": code} if code else _("e-mail came back: this address cannot be reached")


BOUNCES = Source("bounce", Group.CONTACT, UndeliverableAddress, bounces, say_bounce, Category.CONTACT)


def messages_out(data_subject_id: UUID, kind: str) -> Lines:
    """The messages to a person himself, wherever they stand; what was taken back was never said."""
    return (
        Message.objects.filter(data_subject_id=data_subject_id, subject_kind=kind, recipient=None)
        .exclude(state=Message.State.CANCELLED)
        .order_by()
        .annotate(
            at=Coalesce("sent_at", "created_at"),
            word=Cast("state", TextField()),
            said=Cast("subject_line", TextField()),
            by_name=Value("", output_field=TextField()),
        )
    )


def say_message(state: str) -> str:
    """Say that we wrote, and where the message stands."""
    return _("e-mail to the person: %(state)s") % {"state": Message.State(state).label}


MESSAGES_OUT = Source("message_out", Group.CONTACT, Message, messages_out, say_message, Category.CORRESPONDENCE)
