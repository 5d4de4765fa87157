"""Background work: where each job stands."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cluster_crm.jobs.models import Job
from privacy.admin.records import ReadOnlyAdmin


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin[Job]):
    """Jobs, the newest first."""

    icon = "list-check"
    list_display = ("kind", "state", "progress", "created_at", "created_by", "finished_at", "error_code")
    list_filter = ("state", "kind")
    list_select_related = ("created_by",)
    ordering = ("-pk",)

    @admin.display(description=_("progress"))
    def progress(self, job: Job) -> str:
        """Return how many steps are done, and of how many."""
        return f"{job.steps_done}/{job.steps_total}" if job.steps_total else ""
