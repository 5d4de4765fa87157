"""What marketing may rest on and what ends it: grounds, deaths, and what goes on after a withdrawal."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.actions.continuations import go_on
from privacy.actions.grounds import record_ground
from privacy.actions.objections import record_death, take_back_death
from privacy.admin.deeds import DeedAdmin, acting_user
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import RecordAdmin
from privacy.ground_forms import ContinuationForm, DeathForm, GroundForm
from privacy.models import Continuation, Death, MarketingGround
from privacy.vocabulary import Ground, SubjectKind


@admin.register(MarketingGround)
class GroundAdmin(RecordAdmin[MarketingGround]):
    """What people did that a soft opt-in can rest on; a line is added where somebody knows it, and never changed."""

    icon = "file-check"
    list_display = ("__str__", "subject_kind", "ground", "channel", "is_opt_out_offered", "happened_on")
    list_filter: ClassVar[Any] = ("ground", "subject_kind")
    ordering = ("-pk",)
    fields = ("subject_kind", "ground", "channel", "is_opt_out_offered", "happened_on", "evidence")
    add_fields = ("person", "ground", "channel", "is_opt_out_offered", "happened_on", "evidence")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form of what happened."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": GroundForm})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the lines of a new ground, or those of a recorded one."""
        return super().get_fields(request, obj) if obj else self.add_fields

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Record the ground in the place of saving a row."""
        said, role = form.cleaned_data, form.cleaned_data["person"]
        return record_ground(
            role.data_subject_id,
            SubjectKind(role.subject_kind),
            ground=Ground(said["ground"]),
            channel=said["channel"],
            opt_out_offered=said["is_opt_out_offered"],
            on=said["happened_on"],
            evidence=said["evidence"],
            by=acting_user(request),
        )

    def save_model(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""

    def save_related(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""


@admin.register(Death)
class DeathAdmin(DeedAdmin[Death], AboutPersonAdmin[Death]):
    """Deaths: recorded here, and nothing is sent any more (LAW-53)."""

    icon = "ban"
    list_display = ("__str__", "person", "heard_on", "died_on")
    ordering = ("-pk",)
    actions = ("take_back",)
    deed_form = DeathForm
    deed_fields = ("person", "heard_on", "died_on")

    def carry_out(self, request: HttpRequest, form: Any) -> Death:
        """Record the death for all roles; return the row of the role that was named."""
        said, role = form.cleaned_data, form.cleaned_data["person"]
        rows = record_death(
            role.data_subject_id, heard_on=said["heard_on"], died_on=said["died_on"], by=acting_user(request)
        )
        return next(row for row in rows if row.subject_kind == role.subject_kind)

    @admin.action(description=gettext_lazy("It was a mistake: this person lives"), permissions=["change"])
    def take_back(self, request: HttpRequest, chosen: QuerySet[Death]) -> None:
        """Take the death of a person back, in all roles."""
        for death in chosen:
            take_back_death(death.data_subject_id, by=acting_user(request))


@admin.register(Continuation)
class ContinuationAdmin(DeedAdmin[Continuation], AboutPersonAdmin[Continuation]):
    """What goes on upon another basis after a withdrawal; it counts once the person was told (CONS-06)."""

    icon = "gavel"
    list_display = ("__str__", "person", "purpose", "basis", "decided_at")
    ordering = ("-pk",)
    deed_form = ContinuationForm
    deed_fields = ("person", "purpose", "basis", "reason")

    def carry_out(self, request: HttpRequest, form: Any) -> Continuation:
        """Decide, and queue the notice."""
        said, role = form.cleaned_data, form.cleaned_data["person"]
        done = go_on(
            role.data_subject_id,
            SubjectKind(role.subject_kind),
            purpose=said["purpose"],
            basis=said["basis"],
            reason=said["reason"],
            by=acting_user(request),
        )
        messages.info(request, _("It goes on once the message to the person has left."))
        return done
