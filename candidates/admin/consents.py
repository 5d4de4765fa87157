"""Consents that candidates give and withdraw by word of mouth, letter or form (Article 7, SENS-01, SENS-02)."""

from datetime import timedelta
from typing import Any, ClassVar, Final

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.actions.consents import record_candidate_consent, withdraw_consent
from candidates.sensitive_forms import ConsentForm
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.admin import WorkDue
from privacy.admin.records import RecordAdmin
from privacy.models import ConsentEvent, PolicyVersion
from privacy.permissions import role_of
from privacy.vocabulary import Purpose, Role

SOON: Final = timedelta(days=30)


class ExpiringFilter(admin.SimpleListFilter):
    """Consents that end by themselves within a month: ask the person again in time, or stop."""

    title = _("expiring")
    parameter_name = "expiring"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the one choice."""
        return [("soon", _("within 30 days"))]

    def queryset(self, _request: HttpRequest, rows: Any) -> Any:
        """Return the chosen rows."""
        return rows.expiring(timezone.localdate(), SOON) if self.value() else rows


@admin.register(ConsentEvent)
class ConsentEventAdmin(RecordAdmin[ConsentEvent]):
    """The log of consents: a line is added, never changed; a withdrawal takes away what stood on the consent."""

    icon = "lock"
    list_display = ("__str__", "subject_kind", "action", "purpose", "recorded_at")
    list_filter: ClassVar[Any] = (ExpiringFilter,)
    ordering = ("-pk",)
    fields = ("subject_kind", "action", "kind", "purpose", "channel", "text_version", "language", "method", "evidence")
    add_fields = (
        *("candidate", "action", "purpose", "vacancy", "method", "text_version", "language", "evidence", "is_affirmed"),
    )

    def own_work_due(self, user: Any) -> WorkDue | None:
        """Return the consents that end within a month, for the officer."""
        if role_of(user) is not Role.PRIVACY_OFFICER:
            return None
        rows = ConsentEvent.objects.expiring(timezone.localdate(), SOON)
        return WorkDue(_("Consents that expire within 30 days"), rows, "?expiring=soon")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form of what a candidate said."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": ConsentForm})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the lines of a new event, or those of a recorded one."""
        return super().get_fields(request, obj) if obj else self.add_fields

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse every filter that an address makes up (CAND-DATA-32)."""
        return lookup == ExpiringFilter.parameter_name

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Record what the candidate said in the place of saving a row, and say what follows from a withdrawal."""
        said, user = form.cleaned_data, user_of(request)
        how = {
            "method": ConsentEvent.Method(said["method"]),
            "language": said["language"],
            "evidence": said["evidence"],
            "policy_version": PolicyVersion.objects.filter(published_at__isnull=False).latest("published_at"),
            "by": user,
            "application": form.application,
        }
        if said["action"] == ConsentEvent.Action.GIVEN:
            return record_candidate_consent(
                said["candidate"], Purpose(said["purpose"]), text=form.text, text_version=said["text_version"], **how
            )
        event, effect = withdraw_consent(said["candidate"], Purpose(said["purpose"]), **how)
        messages.warning(request, effect)
        return event

    def save_model(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""

    def save_related(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""
