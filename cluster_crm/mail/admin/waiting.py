"""The queue of messages that wait for a person, and the page on which staff drop messages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cluster_crm.mail.admin.drop import drop_view
from cluster_crm.mail.models import WaitingMail
from cluster_crm.web.admin import WorkDue
from privacy.admin.records import PersonalAdmin, ReadOnlyAdmin


@admin.register(WaitingMail)
class WaitingMailAdmin(ReadOnlyAdmin[WaitingMail], PersonalAdmin[WaitingMail]):
    """Messages that wait, those that go first on top."""

    icon = "mail"
    admin_order = 33
    list_display = ("__str__", "name", "address", "subject_line", "happened_at", "why", "expires_on")
    list_filter = ("why", "direction")
    ordering = ("expires_on",)

    @staticmethod
    def work_due() -> WorkDue:
        """Return what waits."""
        return WorkDue(_("E-mails that wait for a person"), WaitingMail.objects.all())

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ask the matrix: dropping a message is a deed."""
        return super(ReadOnlyAdmin, self).has_add_permission(request)

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask for messages, and take them in."""
        shared = {**self.admin_site.each_context(request), "opts": self.opts, **(extra_context or {})}
        return drop_view(request, shared)
