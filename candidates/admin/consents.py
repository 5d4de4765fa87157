"""Consents that candidates give and withdraw by word of mouth, letter or form (Article 7, SENS-01, SENS-02)."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from candidates.actions.consents import record_candidate_consent, withdraw_consent
from candidates.sensitive_forms import ConsentForm
from cluster_crm.people.admin.requests import user_of
from privacy.admin.records import RecordAdmin
from privacy.models import ConsentEvent, PolicyVersion
from privacy.vocabulary import Purpose


@admin.register(ConsentEvent)
class ConsentEventAdmin(RecordAdmin[ConsentEvent]):
    """The log of consents: a line is added, never changed; a withdrawal takes away what stood on the consent."""

    icon = "lock"
    list_display = ("__str__", "subject_kind", "action", "purpose", "recorded_at")
    ordering = ("-pk",)
    fields = ("subject_kind", "action", "kind", "purpose", "channel", "text_version", "language", "method", "evidence")
    add_fields = (
        *("candidate", "action", "purpose", "vacancy", "method", "text_version", "language", "evidence", "is_affirmed"),
    )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form of what a candidate said."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": ConsentForm})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the lines of a new event, or those of a recorded one."""
        return super().get_fields(request, obj) if obj else self.add_fields

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse every filter that an address makes up (CAND-DATA-32)."""
        return False

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
                said["candidate"], Purpose(said["purpose"]), text_version=said["text_version"], **how
            )
        event, effect = withdraw_consent(said["candidate"], Purpose(said["purpose"]), **how)
        messages.warning(request, effect)
        return event

    def save_model(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""

    def save_related(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""
