"""The page of clients."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from privacy.admin.records import TrackedAdmin


@admin.register(Client)
class ClientAdmin(TrackedAdmin[Client]):
    """Clients, the newest first; the name is edited on the recipient."""

    icon = "briefcase"
    list_display = ("name", "country", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("recipient",)
    search_fields = ("recipient__name",)
    ordering = ("-pk",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"name": ("recipient__name",)}

    @admin.display(description=_("name"))
    def name(self, client: Client) -> str:
        """Return the name that stands on the recipient."""
        return str(client.recipient.name)

    @admin.display(description=_("country"))
    def country(self, client: Client) -> str:
        """Return the country that stands on the recipient."""
        return str(client.recipient.country)
