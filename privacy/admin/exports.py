"""Access packages: how far the work is, the look at what was left out, and the link that opens a package once."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.web.admin import WorkDue
from cluster_crm.web.languages import in_any_language
from privacy.actions.access import issue_link, release_export
from privacy.actions.package import WithheldItem, withheld_items
from privacy.admin.chips import deadline_chip, state_badge
from privacy.admin.deeds import acting_user
from privacy.admin.pages import DeedPageAdmin
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.shown_persons import persons_shown
from privacy.exceptions import ExportNotReady
from privacy.models import AccessExport

State = AccessExport.State


@admin.register(AccessExport)
class AccessExportAdmin(DeedPageAdmin[AccessExport], AboutPersonAdmin[AccessExport]):
    """Packages, the newest first."""

    icon = "file-download"
    admin_order = 64
    page_template = "admin/privacy/accessexport/page.html"
    list_display = ("__str__", "person", "of_request", "status", "built_at", "expires_at", "fetched_at")
    list_filter: ClassVar[Any] = ("state", "subject_kind")
    ordering = ("-pk",)
    built_from: ClassVar[Any] = {"person": (), "of_request": (), "status": ()}
    job_kinds = ("export.build",)
    deeds: ClassVar[Any] = {"release": "privacy.hand_over_export", "link": "privacy.hand_over_export"}

    @staticmethod
    def work_due() -> WorkDue:
        """Return the packages whose left-out texts somebody must look at."""
        return WorkDue(
            gettext_lazy("Packages to look through"),
            AccessExport.objects.filter(state=State.IN_REVIEW),
            f"?state__exact={State.IN_REVIEW}",
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessExport]:
        """Return the packages with their requests."""
        rows: QuerySet[AccessExport] = super().get_queryset(request)
        return rows.select_related("request")

    @admin.display(description=gettext_lazy("request"))
    def of_request(self, export: AccessExport) -> str:
        """Return the request that it answers."""
        return str(export.request)

    @admin.display(description=gettext_lazy("state"))
    def status(self, export: AccessExport) -> str:
        """Return where it stands."""
        return state_badge(export)

    def page_context(self, request: HttpRequest, row: AccessExport) -> dict[str, Any]:
        """Return the state, what was left out, and what may be done now."""
        shown = persons_shown(request, [(row.data_subject_id, row.subject_kind)])
        return {
            "badge_of_state": state_badge(row),
            "deadline": deadline_chip(row.request, timezone.localdate()),
            "who": next(iter(shown.values()), None),
            "withheld": _withheld(row) if row.state == State.IN_REVIEW else [],
            "has_link": bool(row.token_hash),
            "is_in_review": row.state == State.IN_REVIEW,
            "is_ready": row.state == State.READY,
            "link_days": settings.CRM_EXPORT_LINK_DAYS,
        }

    def release(self, request: HttpRequest, export: AccessExport) -> HttpResponse:
        """Let a package go after a look at what was left out."""
        try:
            release_export(export, by=acting_user(request))
        except ExportNotReady:
            messages.error(request, _("This package does not wait for a look."))
        else:
            messages.success(request, _("Released. Now make the link for the person."))
        return self.back(export)

    def link(self, request: HttpRequest, export: AccessExport) -> HttpResponse:
        """Make the link and show it, this once; we keep only its hash."""
        try:
            token = issue_link(export, by=acting_user(request))
        except ExportNotReady:
            messages.error(request, _("This package is not ready to be handed over."))
            return self.back(export)
        address = request.build_absolute_uri(in_any_language(reverse("privacy:package", args=[token])))
        return self.page(request, self.row(request, str(export.pk)), link=address)


def _withheld(export: AccessExport) -> list[tuple[WithheldItem, int]]:
    """Each kind of value that was left out, and how often."""
    items = withheld_items(export)
    return [(item, items.count(item)) for item in dict.fromkeys(items)]
