"""Pages on which a person sees what we hold of him: data, recipients, his package (Article 15, CONS-02)."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cluster_crm.web.limits import Limit, limited
from privacy.actions.own_data import (
    ask_for_packages,
    fetch_own_package,
    own_items,
    packages_of,
    requests_of,
    who_received,
    why_held,
)
from privacy.exceptions import ExportNotReady
from privacy.models import AccessExport, PersonLink
from privacy.views.visits import visited
from privacy.vocabulary import SubjectKind

PACKAGES: Final = Limit("package.client", 30, 3600)


@require_safe
@visited
def data(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show what we hold in each role, why, and until when."""
    roles = [
        (why, *own_items(visit.data_subject_id, SubjectKind(why.role.subject_kind)))
        for why in why_held(visit.data_subject_id)
    ]
    context = {
        "roles": roles,
        "packages": packages_of(visit.data_subject_id),
        "requests": requests_of(visit.data_subject_id),
    }
    return render(request, "privacy/centre/data.html", context)


@require_safe
@visited
def recipients(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show who received what, when and why."""
    return render(request, "privacy/centre/recipients.html", {"sent": who_received(visit.data_subject_id)})


@require_POST
@limited(PACKAGES)
@visited
def ask_package(_request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Ask for everything as files; asked twice, it is made once."""
    ask_for_packages(visit.data_subject_id)
    return HttpResponseRedirect(reverse("privacy:own_data") + "#package")


@require_POST
@limited(PACKAGES)
@visited
def fetch_package(_request: HttpRequest, visit: PersonLink, export_id: UUID) -> HttpResponse:
    """Hand over a ready package, once."""
    try:
        content = fetch_own_package(visit.data_subject_id, export_id)
    except (AccessExport.DoesNotExist, ExportNotReady):
        raise Http404 from None
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)
