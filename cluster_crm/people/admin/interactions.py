"""Pages of interactions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from cluster_crm.people.admin.quick_log import log_view
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant
from privacy.admin.records import PersonalInline, ReadOnlyAdmin, TrackedAdmin


class ParticipantInline(PersonalInline[InteractionParticipant, Interaction]):
    """Who took part."""

    model = InteractionParticipant
    fields = ("data_subject", "subject_kind", "reason")


class NoteInline(PersonalInline[InteractionNote, Interaction]):
    """What was written down."""

    model = InteractionNote
    fields = ("subject_kind", "text", "source", "collected_on")
    readonly_fields = ("subject_kind", "source", "collected_on")


@admin.register(Interaction)
class InteractionAdmin(ReadOnlyAdmin[Interaction], TrackedAdmin[Interaction]):
    """Interactions, the latest first; a new one is recorded by the quick log, and none is edited afterwards."""

    icon = "phone"
    admin_order = 31
    list_display = ("__str__", "kind", "direction", "happened_at", "recipient", "created_by")
    list_filter = ("kind", "direction")
    list_select_related = ("recipient", "created_by")
    ordering = ("-happened_at",)
    inlines = (ParticipantInline, NoteInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ask the matrix: recording one is a deed."""
        return super(ReadOnlyAdmin, self).has_add_permission(request)

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask what happened, and record it."""
        shared = {**self.admin_site.each_context(request), "opts": self.opts, **(extra_context or {})}
        return log_view(request, shared)
