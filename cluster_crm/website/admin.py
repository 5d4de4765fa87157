"""Pages of website contacts with what they wrote, and of the log of visits."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.admin.person_pages import PersonPageAdmin
from cluster_crm.people.admin.sections import Section
from cluster_crm.website.models import AccessEvent, WebsiteContact, WebsiteMessage
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalInline, ReadOnlyAdmin
from privacy.vocabulary import Category


class MessageInline(PersonalInline[WebsiteMessage, WebsiteContact]):
    """What the person wrote, the latest first; nobody edits another's words."""

    model = WebsiteMessage
    fields = readonly_fields = ("received_at", "text")
    ordering = ("-received_at",)


@admin.register(WebsiteContact)
class WebsiteContactAdmin(PersonPageAdmin[WebsiteContact]):
    """People who wrote to us on the site; the site registers them, staff correct what is wrong."""

    icon = "mail"
    columns = ("email",)
    facts = ("email",)
    inlines = (MessageInline,)
    sections = (
        Section(_("Name"), Category.NAME, (("given_name", "infix", "family_name"),)),
        Section(_("Contact"), Category.CONTACT, (("email", "phone"),)),
    )


@admin.register(AccessEvent)
class AccessEventAdmin(ReadOnlyAdmin[AccessEvent], AboutPersonAdmin[AccessEvent]):
    """Visits of people whom we know, the latest first."""

    icon = "history"
    list_display = ("happened_at", "person", "ip")
    list_filter: ClassVar[Any] = ("subject_kind",)
    ordering = ("-happened_at",)
