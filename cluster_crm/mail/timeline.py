"""Mail that came back, on the timeline of the person whose address it was."""

from uuid import UUID

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from cluster_crm.mail.models import UndeliverableAddress
from cluster_crm.people.timeline import Group, Lines, Source
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
