"""The privacy notice on the site: the version in force, and every earlier one (Articles 12-14, GEN-03, GEN-04)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from privacy.models import PolicyVersion


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Show the version in force; where none is yet, say whom to ask."""
    return _page(request, PolicyVersion.objects.in_force().first())


@require_safe
def policy_version(request: HttpRequest, number: int) -> HttpResponse:
    """Show a version that was published, in force or not."""
    return _page(request, get_object_or_404(PolicyVersion.objects.published(), pk=number))


def _page(request: HttpRequest, version: PolicyVersion | None) -> HttpResponse:
    language = "en" if get_language() == "en" else "nl"
    today = timezone.localdate()
    fields = ("version", "effective_from", "summary_nl", "summary_en", "is_material")
    versions = list(PolicyVersion.objects.published().only(*fields))
    in_force = next((each for each in versions if each.effective_from <= today), None)
    return render(
        request,
        "privacy/policy.html",
        {
            "version": version,
            "document": version.document.get(language) if version else None,
            "own_words": version.own_words(language) if version else "",
            "summary": version.summary(language) if version else "",
            "others": [(each, each.summary(language)) for each in versions if each != version],
            "is_in_force": version is not None and version == in_force,
            "is_to_come": version is not None and version.effective_from > today,
        },
    )
