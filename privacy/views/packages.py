"""The page behind the one-time link of an access package; GET shows a button, so a scanner of mail fetches nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from privacy.actions.access import fetch_export, find_export
from privacy.exceptions import ExportNotReady
from privacy.models import AccessExport


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def package(request: HttpRequest, token: str) -> HttpResponse:
    """Offer the package, or hand it over; a link that does not work tells nothing about why (LAW-05)."""
    if request.method != "POST":
        export = find_export(token)
        return _page(request, export)
    try:
        content = fetch_export(token)
    except ExportNotReady:
        return _page(request, None)
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _page(request: HttpRequest, export: AccessExport | None) -> HttpResponse:
    return render(request, "privacy/package_page.html", {"export": export}, status=200 if export else 404)
