"""The looks through all texts: when, how much was seen, how much was found; and one more at once."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from cluster_crm.people.actions.text_scans import SCAN, scan_now
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.models import TextScan
from privacy import permissions
from privacy.admin.records import ReadOnlyAdmin


@admin.register(TextScan)
class TextScanAdmin(ReadOnlyAdmin[TextScan]):
    """The looks, the latest first; the system begins one each month, and when its rules are others."""

    icon = "search"
    list_display = ("__str__", "started_at", "finished_at", "since", "rows_seen", "found")
    ordering = ("-started_at",)
    change_list_template = "people/text_scan_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the deed."""
        now = path("now/", self.admin_site.admin_view(self.now_view), name="people_textscan_now")
        return [now, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Offer the deed to who may do it."""
        may_scan = permissions.allows_deed(request.user, SCAN)
        answer: HttpResponse = super().changelist_view(request, {"may_scan": may_scan, **(extra_context or {})})
        return answer

    def now_view(self, request: HttpRequest) -> HttpResponse:
        """Begin a look at once; an address that is opened by GET leads to the list."""
        if not permissions.allows_deed(request.user, SCAN):
            raise PermissionDenied
        if request.method == "POST":
            scan_now(by=user_of(request))
            messages.success(request, gettext("The look through all texts has begun: what it finds comes on the list."))
        return HttpResponseRedirect(reverse("admin:people_textscan_changelist"))
