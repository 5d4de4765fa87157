"""Pages of the site that are the same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say who we are and where to go; the page knows nobody."""
    return render(request, "website/start.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say which guidelines the site keeps to, and whom to tell when something does not work."""
    return render(request, "website/accessibility.html")
