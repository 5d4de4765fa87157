"""The diversity report: whole numbers of people, and no page of any single answer (EO-01, EO-05)."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from candidates.actions.diversity_report import as_csv, diversity_report, share_report
from candidates.models import DiversityCount, DiversitySharing
from clients.models import Client
from cluster_crm.people.admin.requests import user_of
from privacy import permissions
from privacy.admin.records import ReadOnlyAdmin, TrackedAdmin


@admin.register(DiversityCount)
class DiversityReportAdmin(ReadOnlyAdmin[DiversityCount]):
    """One page with all that may be told; a single cell has none."""

    icon = "chart-bar"

    def get_queryset(self, request: HttpRequest) -> QuerySet[DiversityCount]:
        """Return nothing: a cell by itself may be about one person."""
        rows: QuerySet[DiversityCount] = super().get_queryset(request).none()
        return rows

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the report in the place of a list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "questions": diversity_report(timezone.localdate()),
            "may_share": permissions.allows(request.user, "add", "candidates.diversitysharing"),
            "smallest": settings.CRM_DIVERSITY_SMALLEST_CELL,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/candidates/diversitycount/report.html", context)


class SharingForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """To whom the report goes, and why."""

    class Meta:
        model = DiversitySharing
        fields = ("client", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        client: Any = self.fields["client"]
        client.queryset = Client.objects.select_related("recipient").order_by("pk")
        client.label_from_instance = lambda each: each.recipient.public_name


@admin.register(DiversitySharing)
class DiversitySharingAdmin(TrackedAdmin[DiversitySharing]):
    """To which clients the report was given: adding a line gives it, as a file with what the officer sees (EO-03)."""

    icon = "chart-bar"
    list_display = ("__str__", "organisation", "reason", "shared_at", "shared_by")
    list_select_related = ("client__recipient", "shared_by")
    ordering = ("-pk",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form of a new line."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": SharingForm})

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines."""
        return ("organisation", "reason", "shared_at", "shared_by") if obj else ("client", "reason")

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the lines without a control: what was given is never changed."""
        return ["organisation", "reason", "shared_at", "shared_by"] if obj else []

    def save_model(self, request: HttpRequest, obj: DiversitySharing, form: Any, change: Any) -> None:  # noqa: ARG002 - Django's signature
        """Give the report by its action."""
        shared = share_report(obj.client, reason=obj.reason, by=user_of(request))
        obj.__dict__.update(shared.__dict__)

    def response_add(self, _request: HttpRequest, obj: DiversitySharing, _post_url: Any = None) -> HttpResponse:
        """Hand over the file."""
        headers = {"Content-Disposition": f'attachment; filename="{obj}.csv"'}
        return HttpResponse(as_csv(obj), content_type="text/csv; charset=utf-8", headers=headers)

    @admin.display(description=_("client"))
    def organisation(self, sharing: DiversitySharing) -> str:
        """Return the name of the client, if it is no person's."""
        return str(sharing.client.recipient.public_name)
