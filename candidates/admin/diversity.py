"""The diversity report: whole numbers of people, and no page of any single answer (EO-01, EO-05)."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst

from candidates.actions.diversity_report import diversity_report
from candidates.models import DiversityCount
from privacy.admin.records import ReadOnlyAdmin


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
            "smallest": settings.CRM_DIVERSITY_SMALLEST_CELL,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/candidates/diversitycount/report.html", context)
