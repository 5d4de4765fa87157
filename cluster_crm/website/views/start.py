"""The first page of the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say who we are and where to go; the page sets no cookie and knows nobody."""
    return render(request, "website/start.html")
