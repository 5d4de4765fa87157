"""The page of suppliers."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from privacy.admin.records import TrackedAdmin
from suppliers.models import Supplier


@admin.register(Supplier)
class SupplierAdmin(TrackedAdmin[Supplier]):
    """Suppliers, the newest first; the name is edited on the recipient."""

    icon = "truck-delivery"
    list_display = ("name", "country", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("recipient",)
    search_fields = ("recipient__name",)
    ordering = ("-pk",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"name": ("recipient__name",)}

    @admin.display(description=_("name"))
    def name(self, supplier: Supplier) -> str:
        """Return the name that stands on the recipient."""
        return str(supplier.recipient.name)

    @admin.display(description=_("country"))
    def country(self, supplier: Supplier) -> str:
        """Return the country that stands on the recipient."""
        return str(supplier.recipient.country)
