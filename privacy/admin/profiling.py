"""Automated matching and what must stand behind it: impact assessments, the register of AI systems, the switch."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import TrackedAdmin
from privacy.models import AiSystem, ImpactAssessment, ProfilingSwitch


@admin.register(ImpactAssessment)
class ImpactAssessmentAdmin(TrackedAdmin[ImpactAssessment]):
    """Assessments before risky uses begin (LAW-21)."""

    icon = "scale"
    list_display = ("reference", "purpose", "result", "carried_out_on", "review_on")
    list_filter = ("result",)


@admin.register(AiSystem)
class AiSystemAdmin(TrackedAdmin[AiSystem]):
    """The register of AI systems (LAW-47)."""

    icon = "tools"
    list_display = ("name", "provider", "is_high_risk", "oversight", "entered_on", "retired_on")


@admin.register(ProfilingSwitch)
class ProfilingSwitchAdmin(TrackedAdmin[ProfilingSwitch]):
    """The one switch."""

    icon = "ban"
    list_display = ("__str__", "assessment", "system")
    list_select_related = ("assessment", "system")
    fields = ("is_on", "assessment", "system")
    change_form_template = "privacy/profiling_change_form.html"

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the form; a refusal says so in its status too."""
        response = super().render_change_form(request, context, *args, **kwargs)
        if context.get("errors"):
            response.status_code = UNPROCESSABLE
        return response

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ask the matrix; there is one switch."""
        return super().has_add_permission(request) and not ProfilingSwitch.objects.exists()
