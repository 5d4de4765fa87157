"""What stands between a person's data and their use or erasure: restrictions, legal holds, terms."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.actions.holds import place_hold, release_hold
from privacy.actions.restriction import announce_lifting, lift, restrict
from privacy.admin.deeds import DeedAdmin, acting_user
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import ReadOnlyAdmin, TrackedAdmin
from privacy.exceptions import HoldReleased, LiftingNotAnnounced
from privacy.forms import LegalHoldForm, RestrictionForm
from privacy.models import LegalHold, Restriction, RetentionClock
from privacy.vocabulary import SubjectKind


@admin.register(Restriction)
class RestrictionAdmin(DeedAdmin[Restriction], AboutPersonAdmin[Restriction]):
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
class LegalHoldAdmin(DeedAdmin[LegalHold], AboutPersonAdmin[LegalHold]):
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
    admin_order = 62
    list_display = ("__str__", "person", "subject_kind", "anchor_on", "retain_until", "rule")
    list_filter: ClassVar[Any] = ("subject_kind", "rule")
    ordering = ("retain_until",)
