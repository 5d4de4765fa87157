"""The list of people at suppliers, and one of them with his periods and what was told about him."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.drafts import ContactDraft
from cluster_crm.people.admin.alike import SameAddressFilter
from cluster_crm.people.admin.person_pages import ORIGIN, PersonPageAdmin
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.sections import Section, groups_of
from cluster_crm.people.admin.told_notes import ToldNoteInline
from cluster_crm.web.templatetags.house import badge
from privacy.admin.records import PersonalInline
from privacy.vocabulary import Category, SubjectKind
from suppliers.actions.contacts import register_supplier_contact
from suppliers.admin.deeds import MOVE, deed_page
from suppliers.forms import OF_A_DRAFT, NewContactForm
from suppliers.models import SupplierContact, SupplierMembership

POSITION = Section(_("Position"), Category.POSITION, ("supplier", ("function", "started_on")))


class PeriodInline(PersonalInline[SupplierMembership, SupplierContact]):
    """Where the contact works and worked; he moves by a deed, so that the term knows whose contact counts."""

    model = SupplierMembership
    fields = ("organisation", "function", "started_on", "ended_on", "state")
    readonly_fields = ("organisation", "ended_on", "state")
    ordering = ("-ended_on", "-pk")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = dict.fromkeys(("organisation", "state"), ("function",))

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupplierMembership]:
        """Return the periods with their organisations."""
        rows: QuerySet[SupplierMembership] = super().get_queryset(request)
        return rows.select_related("supplier__recipient")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: a new period begins by a move."""
        return False

    @admin.display(description=_("supplier"))
    def organisation(self, period: SupplierMembership) -> str:
        """Return the supplier's name."""
        return str(period.supplier.recipient.name)

    @admin.display(description=_("now"))
    def state(self, period: SupplierMembership) -> SafeString | str:
        """Return whether the contact works there now."""
        return badge(gettext("works here"), "green") if period.ended_on is None else ""


@admin.register(SupplierContact)
class SupplierContactAdmin(PersonPageAdmin[SupplierContact]):
    """People at suppliers: registered with their organisation, removed by an erasure only (SUP-DATA-01)."""

    icon = "address-book"
    admin_order = 41
    add_form = NewContactForm
    list_filter: ClassVar[Any] = (SameAddressFilter,)
    change_form_template = "suppliers/contact_change_form.html"
    columns = ("organisation", "function")
    facts = ("function", "organisation")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        **PersonPageAdmin.built_from,
        **dict.fromkeys(("organisation", "function"), ("memberships__function",)),
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupplierContact]:
        """Return the contacts, each with his organisation and function now."""
        current = SupplierMembership.objects.current().filter(contact=OuterRef("pk"))
        rows: Any = super().get_queryset(request)
        contacts: QuerySet[SupplierContact] = rows.annotate(
            current_supplier=Subquery(current.values("supplier__recipient__name")[:1]),
            current_function=Subquery(current.values("function")[:1]),
        )
        return contacts

    def groups(self, person: SupplierContact | None) -> list[Any]:
        """Return the groups of lines; a new contact is asked for his organisation after his origin."""
        if person:
            return super().groups(person)
        own = groups_of(SubjectKind.SUPPLIER_CONTACT, [self.sections[0], POSITION, *self.sections[1:]])
        return [(_("Origin"), {"fields": ORIGIN}), *own]

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which a contact moves."""
        view = self.admin_site.admin_view(self.move_view)
        return [path("<uuid:number>/move/", view, name="suppliers_suppliercontact_move"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the contact, with the way to his next organisation."""
        may_move = self.has_change_permission(request)
        return super().change_view(request, object_id, form_url, {"may_move": may_move} | (extra_context or {}))

    def register(self, request: HttpRequest, person: SupplierContact, form: Any) -> SupplierContact:
        """Register a contact at his organisation."""
        asked, origin = form.cleaned_data, form.origin
        return register_supplier_contact(
            ContactDraft(**{name: getattr(person, name) for name in OF_A_DRAFT}),
            supplier=asked["supplier"],
            function=asked["function"],
            started_on=asked["started_on"],
            source=origin.source,
            source_detail=origin.source_detail,
            collected_on=origin.collected_on,
            controller=asked["controller"],
            data_subject=form.data_subject,
            by=user_of(request),
        )

    def move_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Ask where the contact works from a day on, and record it."""
        contact = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.has_change_permission(request, contact):
            raise PermissionDenied
        back = reverse("admin:suppliers_suppliercontact_change", args=[contact.pk])
        context = {**self.admin_site.each_context(request), "opts": self.opts, "parent": contact}
        return deed_page(request, MOVE, contact, supplier=None, back=back, context=context)

    @admin.display(description=_("supplier"))
    def organisation(self, contact: Any) -> str:
        """Return for whom the contact works now."""
        return contact.current_supplier or ""

    @admin.display(description=_("function"))
    def function(self, contact: Any) -> str:
        """Return what the contact does there."""
        return contact.current_function or ""
