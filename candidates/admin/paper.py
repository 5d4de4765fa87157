"""CVs on paper of which the sheet is still to be destroyed (SRC-10)."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.actions.paper import record_paper_destroyed
from candidates.models import PaperCollection
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.admin import WorkDue
from privacy.admin.records import PersonalAdmin


@admin.register(PaperCollection)
class PaperToDestroyAdmin(PersonalAdmin[PaperCollection]):
    """Sheets that still lie somewhere, the oldest first; what is destroyed stands on the candidate's page alone."""

    icon = "trash"
    list_display = ("__str__", "reference", "event", "place", "handed_in_on")
    list_select_related = ("candidate",)
    ordering = ("pk",)
    actions = ("record_destroyed",)
    fields = ("reference", "event", "place", "handed_in_on", "notice_handed_on", "paper_destroyed_on")
    readonly_fields = ("reference",)
    built_from = {"reference": ()}

    @staticmethod
    def work_due() -> WorkDue:
        """Return the sheets that are still there."""
        return WorkDue(gettext_lazy("CVs on paper to destroy"), PaperCollection.objects.to_destroy())

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaperCollection]:
        """Return the sheets that are still there."""
        rows: QuerySet[PaperCollection] = super().get_queryset(request)
        return rows.filter(paper_destroyed_on=None)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Refuse: a sheet is written down with its candidate, or on his page."""
        return False

    @admin.action(description=gettext_lazy("Record that the paper was destroyed today"), permissions=["change"])
    def record_destroyed(self, request: HttpRequest, chosen: QuerySet[PaperCollection]) -> None:
        """Record that the sheets were destroyed today."""
        done = [record_paper_destroyed(row, on=timezone.localdate(), by=user_of(request)) for row in chosen]
        self.message_user(request, _("Recorded: %d.") % len(done), messages.SUCCESS)

    @admin.display(description=gettext_lazy("candidate"))
    def reference(self, row: Any) -> str:
        """Return the reference of who handed it in."""
        return str(row.candidate)
