"""The page that shows whom to call: once, to a stated reason, after the log has it (USE-EM-01, ui guide 5.3)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from candidates.actions.emergencies import reveal_emergency_contact
from candidates.models import EmergencyContact, EmergencyNaming
from candidates.named_forms import EmergencyReasonForm
from cluster_crm.people.admin.requests import user_of
from privacy.exceptions import PrivacyRefusal


@never_cache
def emergency_page(
    request: HttpRequest, contact: EmergencyContact, naming: EmergencyNaming, context: dict[str, Any]
) -> HttpResponse:
    """Answer a visit; name and telephone stand in the answer to a stated reason alone."""
    form = EmergencyReasonForm(request.POST if request.method == "POST" else None, naming=naming)
    shown = None
    if form.is_valid():
        try:
            shown = reveal_emergency_contact(naming, reason=form.cleaned_data["reason"], by=user_of(request))
        except PrivacyRefusal as refusal:
            raise PermissionDenied from refusal
    page = {
        "title": _("Whom to call"),
        "contact": contact,
        "named_as": naming.get_relation_kind_display(),
        "back_url": reverse("admin:candidates_emergencycontact_change", args=[contact.pk]),
        "form": form,
        "shown": shown,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "candidates/emergency.html", context | page, status=status)
