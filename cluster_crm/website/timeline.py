"""What a website contact wrote, on his timeline."""

from uuid import UUID

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from cluster_crm.people.timeline import Group, Lines, Source
from cluster_crm.website.models import WebsiteMessage
from privacy.vocabulary import Category, SubjectKind


def messages(data_subject_id: UUID, kind: str) -> Lines:
    """The messages of a person in his role as website contact; in another role he wrote none."""
    contact = data_subject_id if kind == SubjectKind.WEBSITE_USER else None
    return (
        WebsiteMessage.objects.filter(contact=contact)
        .order_by()
        .annotate(
            at=F("received_at"),
            word=Value("message", output_field=TextField()),
            said=Cast("text", TextField()),
            by_name=Value("", output_field=TextField()),
        )
    )


def say_message(_word: str) -> str:
    """Name what somebody wrote on the site."""
    return _("message from the website")


MESSAGES = Source("message", Group.CONTACT, WebsiteMessage, messages, say_message, Category.CORRESPONDENCE)
