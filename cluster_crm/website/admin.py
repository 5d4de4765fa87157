"""Pages of website contacts with what they wrote, and of the log of visits."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.admin.person_pages import PersonPageAdmin
from cluster_crm.people.admin.sections import Section
from cluster_crm.web.admin import WorkDue
from cluster_crm.website.models import (
    AccessEvent,
    Competition,
    CompetitionEntry,
    CookieChoice,
    PageCount,
    PolicyComment,
    RegisteredCookie,
    VisitedPage,
    WebsiteContact,
    WebsiteMessage,
)
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalInline, ReadOnlyAdmin, RecordAdmin, TrackedAdmin
from privacy.vocabulary import Category


class MessageInline(PersonalInline[WebsiteMessage, WebsiteContact]):
    """What the person wrote, the latest first; nobody edits another's words."""

    model = WebsiteMessage
    fields = readonly_fields = ("received_at", "text")
    ordering = ("-received_at",)


class EntryInline(PersonalInline[CompetitionEntry, WebsiteContact]):
    """The competitions that the person takes part in (SRC-11)."""

    model = CompetitionEntry
    fields = readonly_fields = ("competition_name", "entered_on")
    ordering = ("-entered_on", "pk")
    built_from: ClassVar[Any] = {"competition_name": ("competition",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[CompetitionEntry]:
        """Return the entries with their competitions, in one statement."""
        return super().get_queryset(request).select_related("competition")

    @admin.display(description=_("competition"))
    def competition_name(self, entry: CompetitionEntry) -> str:
        """Return what the competition is called."""
        return str(entry.competition.name)


@admin.register(WebsiteContact)
class WebsiteContactAdmin(PersonPageAdmin[WebsiteContact]):
    """People who wrote to us on the site; the site registers them, staff correct what is wrong."""

    icon = "mail"
    admin_order = 50
    columns = ("email",)
    facts = ("email",)
    inlines = (MessageInline, EntryInline)
    sections = (
        Section(_("Name"), Category.NAME, (("given_name", "infix", "family_name"),)),
        Section(_("Contact"), Category.CONTACT, (("email", "phone"),)),
    )


@admin.register(Competition)
class CompetitionAdmin(TrackedAdmin[Competition]):
    """Competitions, the latest first; the last day stands once it was said, for people entered on it."""

    icon = "calendar-event"
    admin_order = 51
    list_display = ("name", "begins_on", "ends_on")
    fields = ("name", ("begins_on", "ends_on"))
    ordering = ("-ends_on",)


@admin.register(AccessEvent)
class AccessEventAdmin(ReadOnlyAdmin[AccessEvent], AboutPersonAdmin[AccessEvent]):
    """Visits of people whom we know, the latest first."""

    icon = "history"
    list_display = ("happened_at", "person", "ip")
    list_filter: ClassVar[Any] = ("subject_kind",)
    ordering = ("-happened_at",)


@admin.register(RegisteredCookie)
class RegisteredCookieAdmin(TrackedAdmin[RegisteredCookie]):
    """The register of cookies; of what the application sets itself only the words can be changed, and some be off."""

    icon = "list-check"
    list_display = ("name", "category", "provider", "kind", "lifetime_days", "recipient_country", "is_active")
    list_filter = ("category", "is_active")
    ordering = ("name", "category")
    fields = (
        ("name", "category"),
        ("provider", "recipient_country"),
        "purpose_nl",
        "purpose_en",
        ("kind", "lifetime_days"),
        ("is_on_request", "is_active"),
    )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Give the sentences that visitors read the room that they need."""
        if db_field.name.startswith("purpose_"):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: RegisteredCookie | None = None) -> list[str]:
        """Return what the code decides and nobody else."""
        fixed = [*super().get_readonly_fields(request, obj)]
        if obj is not None and obj.is_shipped:
            fixed += ["name", "category", "kind", "lifetime_days", "is_on_request"]
        return fixed


@admin.register(CookieChoice)
class CookieChoiceAdmin(ReadOnlyAdmin[CookieChoice]):
    """What visitors chose about cookies, the latest first: proof without a person (COOKIE-11)."""

    icon = "history"
    list_display = ("__str__", "chosen_at", "register", "method", "asked", "accepted")
    list_filter = ("method",)
    ordering = ("-chosen_at",)
    fields = ("id", "chosen_at", "register", "text", "method", "asked", "accepted")


@admin.register(PageCount)
class PageCountAdmin(ReadOnlyAdmin[PageCount]):
    """How often pages were seen, the latest hour first (WEB-DATA-01)."""

    icon = "chart-bar"
    list_display = ("hour", "page", "came_from", "browser", "language", "views")
    list_filter = ("came_from", "browser")
    ordering = ("-hour", "page", "browser", "language", "came_from")


@admin.register(VisitedPage)
class VisitedPageAdmin(ReadOnlyAdmin[VisitedPage], AboutPersonAdmin[VisitedPage]):
    """Pages that people let us join to them; nobody works with them before there is something to show (WEB-DATA-05)."""

    icon = "eye"
    list_display = ("seen_on", "person", "page")
    list_filter: ClassVar[Any] = ("subject_kind",)
    ordering = ("-pk",)


@admin.register(PolicyComment)
class PolicyCommentAdmin(RecordAdmin[PolicyComment]):
    """The queue of comments on the policy, the oldest first: read, dealt with, deleted (GEN-12)."""

    icon = "mail"
    list_display = ("received_at", "language", "beginning")
    ordering = ("received_at",)
    fields = readonly_fields = ("received_at", "language", "text")

    @staticmethod
    def work_due() -> WorkDue:
        """Return the comments that wait."""
        return WorkDue(_("Comments on the policy"), PolicyComment.objects.all())

    @admin.display(description=_("comment"))
    def beginning(self, comment: PolicyComment) -> str:
        """Return the first words."""
        return Truncator(comment.text).chars(80)
