"""What stands between a person's data and their use or erasure: restrictions, legal holds, terms."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.actions.holds import place_hold, release_hold
from privacy.actions.restriction import announce_lifting, lift, restrict
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import ModelType, ReadOnlyAdmin, TrackedAdmin
from privacy.exceptions import HoldReleased, LiftingNotAnnounced
from privacy.forms import LegalHoldForm, RestrictionForm
from privacy.models import LegalHold, Restriction, RetentionClock
from privacy.vocabulary import SubjectKind


class DeedAdmin(AboutPersonAdmin[ModelType], TrackedAdmin[ModelType]):
    """A page on which adding is a deed, and rows are not edited afterwards."""

    deed_form: ClassVar["type[ModelForm[Any]]"]
    deed_fields: ClassVar[tuple[str, ...]]

    def carry_out(self, request: HttpRequest, form: Any) -> Model:
        """Do the deed; returns the row that it made."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form of the deed for a new row."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": self.deed_form})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the lines of the deed, or those of the row."""
        return super().get_fields(request, obj) if obj else self.deed_fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow the deeds of the list to whom the matrix lets change; a single row is only looked at."""
        return obj is None and super().has_change_permission(request, obj)

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Do the deed in the place of saving a row."""
        return self.carry_out(request, form)

    def save_model(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""

    def save_related(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""


@admin.register(Restriction)
class RestrictionAdmin(DeedAdmin[Restriction]):
    """Restrictions: begun here, announced, and lifted some days later."""

    icon = "lock"
    list_display = ("__str__", "person", "subject_kind", "ground", "started_at", "lift_noticed_at", "lifted_at")
    list_filter: ClassVar[Any] = ("ground", ("lifted_at", admin.EmptyFieldListFilter))
    actions = ("announce", "end")
    deed_form = RestrictionForm
    deed_fields = ("person", "ground", "reason")

    def carry_out(self, request: HttpRequest, form: Any) -> Restriction:
        """Restrict the person."""
        role, data = form.cleaned_data["person"], form.cleaned_data
        return restrict(
            role.data_subject_id,
            SubjectKind(role.subject_kind),
            ground=data["ground"],
            reason=data["reason"],
            by=acting_user(request),
        )

    @admin.action(description=gettext_lazy("Record that the lifting was announced"), permissions=["change"])
    def announce(self, request: HttpRequest, chosen: QuerySet[Restriction]) -> None:
        """Record that the persons were told (Article 18(3))."""
        for restriction in chosen:
            announce_lifting(restriction, by=acting_user(request), at=timezone.now())

    @admin.action(description=gettext_lazy("Lift the restriction"), permissions=["change"])
    def end(self, request: HttpRequest, chosen: QuerySet[Restriction]) -> None:
        """Lift restrictions whose end was announced in time."""
        for restriction in chosen:
            try:
                lift(restriction, by=acting_user(request), at=timezone.now())
            except LiftingNotAnnounced:
                text = _("%(reference)s: the person has not been told, or not long enough ago.")
                self.message_user(request, text % {"reference": restriction}, messages.WARNING)


@admin.register(LegalHold)
class LegalHoldAdmin(DeedAdmin[LegalHold]):
    """Legal holds: placed here, and released."""

    icon = "gavel"
    list_display = ("__str__", "person", "subject_kind", "opened_at", "review_on", "released_at")
    list_filter: ClassVar[Any] = (("released_at", admin.EmptyFieldListFilter),)
    actions = ("release",)
    deed_form = LegalHoldForm
    deed_fields = ("person", "matter", "reason", "review_on")

    def carry_out(self, request: HttpRequest, form: Any) -> LegalHold:
        """Place the hold."""
        role, data = form.cleaned_data["person"], form.cleaned_data
        return place_hold(
            role.data_subject_id,
            SubjectKind(role.subject_kind),
            matter=data["matter"],
            reason=data["reason"],
            review_on=data["review_on"],
            by=acting_user(request),
        )

    @admin.action(description=gettext_lazy("Release the hold"), permissions=["change"])
    def release(self, request: HttpRequest, chosen: QuerySet[LegalHold]) -> None:
        """Release holds; the retention term decides again."""
        for hold in chosen:
            try:
                release_hold(hold, by=acting_user(request))
            except HoldReleased:
                self.message_user(request, _("%(reference)s is released already.") % {"reference": hold})


@admin.register(RetentionClock)
class RetentionClockAdmin(
    ReadOnlyAdmin[RetentionClock], AboutPersonAdmin[RetentionClock], TrackedAdmin[RetentionClock]
):
    """Terms: computed from facts, looked at here."""

    icon = "clock"
    list_display = ("__str__", "person", "subject_kind", "anchor_on", "retain_until", "rule")
    list_filter: ClassVar[Any] = ("subject_kind", "rule")
    ordering = ("retain_until",)


def acting_user(request: HttpRequest) -> AbstractBaseUser:
    """Return the user of a request that only users reach."""
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101 - the admin lets nobody else in
    return request.user
