"""The list of suppliers, and one supplier with the people there, its agreements and whom it supplies."""

from typing import Any, ClassVar, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.templatetags.house import badge
from privacy import permissions
from privacy.admin.masked import HIDDEN
from privacy.admin.records import TrackedAdmin
from suppliers.actions.organisations import register_sole_trader, register_supplier
from suppliers.admin.bank_details import bank_details_page
from suppliers.admin.deeds import AGREE, ATTEST, END_AGREEMENT, REPORT_END, SUPPLY, Deed, deed_page, may
from suppliers.admin.inlines import AgreementInline, AttestationInline, ContactInline, SupplyInline
from suppliers.admin.names import supplier_name
from suppliers.forms import NewSupplierForm
from suppliers.models import Supplier, SupplierAttestation, SupplyAgreement, SupplyRelation

PERSON = (("given_name", "infix", "family_name"), ("email", "phone"), ("source", "source_detail", "collected_on"))
CHOICE = (_("Sole trader"), {"fields": ("is_sole_trader", *PERSON, "controller")})
PANEL = ("reference", "country", "trades_as", "attested")
ON_A_SUPPLIER: Final[dict[str, tuple[Deed, str]]] = {
    "agreement": (AGREE, "file-text"),
    "attestation": (ATTEST, "file-check"),
    "supply": (SUPPLY, "user-plus"),
}


@admin.register(Supplier)
class SupplierAdmin(TrackedAdmin[Supplier]):
    """Suppliers, the newest first; the name stands on the recipient."""

    icon = "truck-delivery"
    admin_order = 40
    change_form_template = "suppliers/supplier_change_form.html"
    list_filter = ("is_active",)
    list_select_related = ("recipient",)
    search_fields = ("recipient__name",)
    search_help_text = _("Name of the organisation")
    ordering = ("-pk",)
    readonly_fields = PANEL
    inlines: ClassVar[Any] = (ContactInline, AgreementInline, AttestationInline, SupplyInline)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns; the name of a sole trader shows to whom may see names."""
        return [supplier_name(request), "country", "trades_as", "attested", "is_active"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Supplier]:
        """Return the suppliers with their organisations, and whether they attested."""
        rows: QuerySet[Supplier] = super().get_queryset(request)
        statements = SupplierAttestation.objects.filter(supplier=OuterRef("pk"))
        shown: Any = rows.select_related("recipient").annotate(has_attested=Exists(statements))
        suppliers: QuerySet[Supplier] = shown
        return suppliers

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; that of a new supplier asks whether it is a person."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": NewSupplierForm})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the groups of lines, what stands on the recipient beside them."""
        if obj is None:
            return [(_("Organisation"), {"fields": ("name", "seat")}), CHOICE]
        panel = {"fields": (supplier_name(request), *PANEL), "classes": ("panel",)}
        return [(_("Organisation"), panel), (_("Our work"), {"fields": ("is_active",)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the lines without a control, the name among them."""
        return [supplier_name(request), *super().get_readonly_fields(request, obj)] if obj else []

    def get_inlines(self, _request: HttpRequest, obj: Any) -> Any:
        """Show what hangs on a supplier once it is there."""
        return self.inlines if obj else ()

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of deeds, and of the bank account."""
        wrap = self.admin_site.admin_view
        deeds = [
            path(f"<uuid:number>/{name}/", wrap(self.deed_view), {"name": name}, f"suppliers_supplier_{name}")
            for name in ON_A_SUPPLIER
        ]
        return [
            *deeds,
            path("<uuid:number>/bank-details/", wrap(self.bank_view), name="suppliers_supplier_bank"),
            path("agreement/<uuid:number>/end/", wrap(self.end_view), name="suppliers_supplier_end_agreement"),
            path("supply/<uuid:number>/end/", wrap(self.report_view), name="suppliers_supplier_report_end"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Supplier, form: Any, change: Any) -> None:
        """Take a new supplier on by its deed; save another."""
        if change:
            super().save_model(request, obj, form, change)
            return
        asked, by = form.cleaned_data, user_of(request)
        if asked["is_sole_trader"]:
            origin = form.origin
            made = register_sole_trader(
                form.draft,
                name=asked["name"],
                country=asked["seat"],
                source=origin.source,
                source_detail=origin.source_detail,
                collected_on=origin.collected_on,
                controller=asked["controller"],
                by=by,
            )
        else:
            made = register_supplier(name=asked["name"], country=asked["seat"], by=by)
        obj.__dict__.update(made.__dict__)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the page under the supplier's name, with what may be recorded there."""
        supplier = context.get("original")
        if supplier is not None:
            name = supplier_name(request)(supplier)
            context["full_name"] = "" if name == str(HIDDEN) else name
            context["facts"] = [supplier.recipient.country]
            context["deed_links"] = self._deed_links(request, supplier)
        return super().render_change_form(request, context, *args, **kwargs)

    def deed_view(self, request: HttpRequest, number: UUID, name: str) -> HttpResponse:
        """Ask for a deed on a supplier, and do it."""
        supplier = get_object_or_404(self.get_queryset(request), pk=number)
        return self._ask(request, ON_A_SUPPLIER[name][0], supplier, supplier)

    def end_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Ask for the last day of an agreement."""
        agreement = get_object_or_404(SupplyAgreement.objects.select_related("supplier__recipient"), pk=number)
        return self._ask(request, END_AGREEMENT, agreement, agreement.supplier)

    def report_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Ask for the day on which the end of a supply was reported."""
        relation = get_object_or_404(SupplyRelation.objects.select_related("supplier__recipient"), pk=number)
        return self._ask(request, REPORT_END, relation, relation.supplier)

    def bank_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Show the page of the bank account to whom the matrix lets see it."""
        supplier = get_object_or_404(self.get_queryset(request), pk=number)
        return bank_details_page(request, supplier, self._context(request, supplier))

    def _ask(self, request: HttpRequest, deed: Deed, subject: Any, supplier: Supplier) -> HttpResponse:
        context = self._context(request, supplier)
        return deed_page(request, deed, subject, supplier=supplier, back=context["back_url"], context=context)

    def _context(self, request: HttpRequest, supplier: Supplier) -> dict[str, Any]:
        back = reverse("admin:suppliers_supplier_change", args=[supplier.pk])
        return {**self.admin_site.each_context(request), "opts": self.opts, "parent": supplier, "back_url": back}

    def _deed_links(self, request: HttpRequest, supplier: Supplier) -> list[tuple[str, str, Any]]:
        links: list[tuple[str, str, Any]] = [
            (reverse(f"admin:suppliers_supplier_{name}", args=[supplier.pk]), icon, deed.title)
            for name, (deed, icon) in ON_A_SUPPLIER.items()
            if may(request, deed)
        ]
        user = user_of(request)
        if permissions.allows(user, "add", "suppliers.suppliercontact"):
            add = f"{reverse('admin:suppliers_suppliercontact_add')}?{urlencode({'supplier': supplier.pk})}"
            links.insert(0, (add, "address-book", gettext("Add contact")))
        if permissions.allows(user, "view", "suppliers.bankdetails"):
            links.append(
                (reverse("admin:suppliers_supplier_bank", args=[supplier.pk]), "lock", gettext("Bank details"))
            )
        return links

    @admin.display(description=_("reference"))
    def reference(self, supplier: Supplier) -> str:
        """Return how the supplier is called in logs."""
        return str(supplier)

    @admin.display(description=_("country"))
    def country(self, supplier: Supplier) -> str:
        """Return the country that stands on the recipient."""
        return str(supplier.recipient.country)

    @admin.display(description=_("trades as"))
    def trades_as(self, supplier: Supplier) -> str:
        """Return whether the supplier is a person (GLO-05): marketing by telephone then needs an opt-in (LAW-44)."""
        return gettext("Sole trader: a person") if supplier.is_sole_trader else gettext("Organisation")

    @admin.display(description=_("policy passed on"))
    def attested(self, supplier: Any) -> SafeString:
        """Return whether its workers know our policy (GLO-03)."""
        if supplier.has_attested:
            return badge(gettext("Attested"), "green")
        return badge(gettext("Not attested"), "amber")
