"""The preference centre: what we hold about the person whose visit it is, and what he lets us do with it (CONS-02)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy.models import PersonLink
from privacy.views.visits import visited


@require_safe
@visited
def home(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show the person's choices and data."""
    return render(request, "privacy/centre/home.html", {"visit": visit})
