"""Pages of interactions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cluster_crm.accounts.models import User
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.forms.interactions import InteractionForm
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant
from privacy.admin.deeds import DeedAdmin, acting_user
from privacy.admin.records import PersonalInline
from privacy.vocabulary import SubjectKind


class ParticipantInline(PersonalInline[InteractionParticipant, Interaction]):
    """Who took part."""

    model = InteractionParticipant
    fields = ("data_subject", "subject_kind")


class NoteInline(PersonalInline[InteractionNote, Interaction]):
    """What was written down."""

    model = InteractionNote
    fields = ("subject_kind", "text", "source", "collected_on")
    readonly_fields = ("subject_kind", "source", "collected_on")


@admin.register(Interaction)
class InteractionAdmin(DeedAdmin[Interaction]):
    """Interactions, the latest first."""

    icon = "phone"
    list_display = ("__str__", "kind", "direction", "happened_at", "recipient", "created_by")
    list_filter = ("kind", "direction")
    list_select_related = ("recipient", "created_by")
    ordering = ("-happened_at",)
    deed_form = InteractionForm
    deed_fields = ("person", "kind", "direction", "happened_at", "recipient", "note")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:  # noqa: ARG002 - Django's signature
        """Return the participants and notes of an interaction that stands."""
        return [ParticipantInline, NoteInline] if obj else []

    def carry_out(self, request: HttpRequest, form: Any) -> Interaction:
        """Record the interaction."""
        data, user = form.cleaned_data, acting_user(request)
        assert isinstance(user, User)  # noqa: S101 - the only model of users
        role = data["person"]
        return log_interaction(
            [Participant(role.data_subject_id, SubjectKind(role.subject_kind), data["note"])],
            kind=data["kind"],
            direction=data["direction"],
            happened_at=data["happened_at"],
            recipient=data["recipient"],
            by=user,
        )
