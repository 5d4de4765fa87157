"""Who decides, who receives, and under which published policy."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.actions.policy import publish_policy
from privacy.admin.records import TrackedAdmin
from privacy.models import Controller, PolicyVersion, Recipient


@admin.register(Controller)
class ControllerAdmin(TrackedAdmin[Controller]):
    """Organisations of ours."""

    icon = "building"
    list_display = ("name", "mailbox", "is_default")


@admin.register(Recipient)
class RecipientAdmin(TrackedAdmin[Recipient]):
    """Organisations that data are disclosed to; clients and suppliers take their name from here."""

    icon = "building"
    list_display = ("__str__", "name", "recipient_role", "need", "country", "is_active")
    list_filter = ("recipient_role", "need", "is_active")
    search_fields = ("name",)
    exclude = ("data_subject", "subject_kind")


@admin.register(PolicyVersion)
class PolicyVersionAdmin(TrackedAdmin[PolicyVersion]):
    """Versions of the privacy policy; what is published is not changed any more (GEN-04)."""

    icon = "file-text"
    list_display = ("version", "effective_from", "is_material", "published_at")
    ordering = ("-version",)
    actions = ("publish",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ask the matrix, and refuse to change a published version."""
        is_published = isinstance(obj, PolicyVersion) and obj.published_at is not None
        return super().has_change_permission(request, obj) and not is_published

    @admin.action(description=_("Publish: from now on the text is fixed"), permissions=["change"])
    def publish(self, _request: HttpRequest, chosen: QuerySet[PolicyVersion]) -> None:
        """Publish versions that are not published yet."""
        for version in chosen.filter(published_at__isnull=True):
            publish_policy(version)
