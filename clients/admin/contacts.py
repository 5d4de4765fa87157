"""The list of people at clients, and one of them with his periods and what was told about him."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.actions.contacts import (
    categories_of,
    leave_client,
    move_contact,
    register_client_contact,
    tell_of_more,
)
from clients.forms import OF_A_DRAFT, MoveForm, NewContactForm
from clients.models import ClientContact, ClientMembership
from cluster_crm.people.actions.drafts import ContactDraft
from cluster_crm.people.admin.alike import SameAddressFilter
from cluster_crm.people.admin.person_pages import ORIGIN, PersonPageAdmin
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.sections import Section, groups_of
from cluster_crm.people.admin.told_notes import ToldNoteInline
from cluster_crm.people.exceptions import EndsBeforeItBegan, NoMembership
from cluster_crm.web.templatetags.house import badge
from privacy.admin.records import PersonalInline
from privacy.vocabulary import Category, SubjectKind

POSITION = Section(_("Position"), Category.POSITION, ("client", ("function", "started_on")))
REFUSALS = {
    EndsBeforeItBegan: _("The contact began to work there on a later day."),
    NoMembership: _("The contact works for no client of ours."),
}


class PeriodInline(PersonalInline[ClientMembership, ClientContact]):
    """Where the contact works and worked; he moves by a deed, so that the term knows whose contact counts."""

    model = ClientMembership
    fields = ("organisation", "function", "started_on", "ended_on", "state")
    readonly_fields = ("organisation", "ended_on", "state")
    ordering = ("-ended_on", "-pk")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = dict.fromkeys(("organisation", "state"), ("function",))

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClientMembership]:
        """Return the periods with their organisations."""
        rows: QuerySet[ClientMembership] = super().get_queryset(request)
        return rows.select_related("client__recipient")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: a new period begins by a move."""
        return False

    @admin.display(description=_("client"))
    def organisation(self, period: ClientMembership) -> SafeString:
        """Return the client's name, as a link to its page."""
        address = reverse("admin:clients_client_change", args=[period.client_id])
        return format_html('<a href="{}">{}</a>', address, period.client.recipient.name)

    @admin.display(description=_("now"))
    def state(self, period: ClientMembership) -> SafeString | str:
        """Return whether the contact works there now."""
        return badge(gettext("works here"), "green") if period.ended_on is None else ""


@admin.register(ClientContact)
class ClientContactAdmin(PersonPageAdmin[ClientContact]):
    """People at clients: registered with their organisation, removed by an erasure only (CLI-DATA-01)."""

    icon = "address-book"
    admin_order = 22
    add_form = NewContactForm
    list_filter: ClassVar[Any] = (SameAddressFilter,)
    change_form_template = "clients/contact_change_form.html"
    columns = ("organisation", "position")
    facts = ("position", "organisation")
    told_by = ("organisation", "current_client")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        **PersonPageAdmin.built_from,
        **dict.fromkeys(("organisation", "position"), ("memberships__function",)),
    }
    sections = (
        Section(_("Name"), Category.NAME, (("given_name", "infix", "family_name"),)),
        Section(
            _("Business contact details"),
            Category.CONTACT,
            (("email", "phone"), ("street", "postcode", "city", "country")),
        ),
    )
    inlines = (PeriodInline, ToldNoteInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClientContact]:
        """Return the contacts, each with his organisation and function now."""
        current = ClientMembership.objects.current().filter(contact=OuterRef("pk"))
        rows: Any = super().get_queryset(request)
        contacts: QuerySet[ClientContact] = rows.annotate(
            current_client=Subquery(current.values("client__recipient__name")[:1]),
            current_function=Subquery(current.values("function")[:1]),
        )
        return contacts

    def groups(self, person: ClientContact | None) -> list[Any]:
        """Return the groups of lines; a new contact is asked for his organisation after his origin."""
        if person:
            return super().groups(person)
        kind = SubjectKind.CLIENT_CONTACT
        origin = (_("Origin"), {"fields": (*ORIGIN, "known_as")})
        return [origin, *groups_of(kind, [self.sections[0], POSITION, *self.sections[1:]])]

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which a contact moves."""
        view = self.admin_site.admin_view(self.move_view)
        return [path("<uuid:number>/move/", view, name="clients_clientcontact_move"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the contact, with the way to his next organisation."""
        may_move = self.has_change_permission(request)
        return super().change_view(request, object_id, form_url, {"may_move": may_move} | (extra_context or {}))

    def register(self, request: HttpRequest, person: ClientContact, form: Any) -> ClientContact:
        """Register a contact at his organisation."""
        asked, origin = form.cleaned_data, form.origin
        return register_client_contact(
            ContactDraft(**{name: getattr(person, name) for name in OF_A_DRAFT}),
            client=asked["client"],
            function=asked["function"],
            started_on=asked["started_on"],
            source=origin.source,
            source_detail=origin.source_detail,
            collected_on=origin.collected_on,
            controller=asked["controller"],
            data_subject=form.data_subject,
            by=user_of(request),
        )

    def save_model(self, request: HttpRequest, obj: ClientContact, form: Any, change: Any) -> None:
        """Save the contact, and remember what he was told of before (CLI-DATA-05)."""
        form.known = categories_of(obj) if change else frozenset()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Save his periods, and tell him where we hold more kinds of data by now (CLI-DATA-05)."""
        super().save_related(request, form, formsets, change)
        if change:
            tell_of_more(form.instance, known=form.known)

    def move_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Ask where the contact works from a day on, and record it."""
        contact = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.has_change_permission(request, contact):
            raise PermissionDenied
        form = MoveForm(request.POST or None)
        back = reverse("admin:clients_clientcontact_change", args=[contact.pk])
        if request.method == "POST" and form.is_valid() and self._move(request, contact, form):
            messages.success(request, gettext("It is recorded where the contact works."))
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Move or leave"),
            "opts": self.opts,
            "form": form,
            "contact": contact,
            "back_url": back,
        }
        return TemplateResponse(request, "clients/move.html", context, status=422 if form.is_bound else 200)

    def _move(self, request: HttpRequest, contact: ClientContact, form: MoveForm) -> bool:
        asked, by = form.cleaned_data, user_of(request)
        try:
            if asked["client"]:
                move_contact(contact, to=asked["client"], on=asked["on"], function=asked["function"], by=by)
            else:
                leave_client(contact, on=asked["on"], by=by)
        except tuple(REFUSALS) as refusal:
            form.add_error("on", REFUSALS[type(refusal)])
        return not form.errors

    @admin.display(description=_("client"))
    def organisation(self, contact: Any) -> str:
        """Return for whom the contact works now."""
        return contact.current_client or ""

    @admin.display(description=_("function"))
    def position(self, contact: Any) -> str:
        """Return what the contact does there."""
        return contact.current_function or ""
