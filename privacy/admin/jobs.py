"""Background work: where each job stands."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_crm.jobs.models import Job
from cluster_crm.jobs.registry import kinds
from privacy.admin.records import ReadOnlyAdmin


class KindFilter(admin.SimpleListFilter):
    """Jobs of one kind, offered from the runners that there are: asking the table would read all of it."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """Offer each kind."""
        return [(kind, kind) for kind in kinds()]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Job]) -> QuerySet[Job]:
        """Return the chosen rows."""
        return rows.filter(kind=self.value()) if self.value() else rows


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin[Job]):
    """Jobs, the newest first."""

    icon = "list-check"
    list_display = ("kind", "state", "progress", "created_at", "created_by", "finished_at", "error_code")
    list_filter: ClassVar[Any] = ("state", KindFilter)
    list_select_related = ("created_by",)
    ordering = ("-pk",)

    @admin.display(description=_("progress"))
    def progress(self, job: Job) -> str:
        """Return how many steps are done, and of how many."""
        return f"{job.steps_done}/{job.steps_total}" if job.steps_total else ""
