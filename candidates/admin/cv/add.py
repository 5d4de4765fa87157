"""The page on which somebody chooses what a CV adds to a person whom we hold."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from candidates.actions.imports.cvs import add_cv
from candidates.admin.cv.confirm import refuse
from candidates.admin.cv.told import told_of
from candidates.admin.cv.waiting import gone, of_waiting_cv, page_of_person, tell_what_waits
from candidates.admin.refusals import REFUSALS, words_of
from candidates.cv_forms.additions import chosen_of, offers_of
from candidates.exceptions import RowNotWaiting
from candidates.models import Candidate, ImportRow
from cluster_crm.people.admin.requests import user_of
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import is_restricted


@of_waiting_cv
def add_view(page: Any, request: HttpRequest, cv: ImportRow, number: UUID) -> HttpResponse:
    """Show what a CV says beside what is held, and write what was chosen."""
    person = get_object_or_404(page.get_queryset(request), pk=number)
    if is_restricted(person) or not page.has_change_permission(request, person):
        raise PermissionDenied
    if request.method != "POST":
        return _page(page, request, cv, person)
    if request.POST.get("deed") == "refuse":
        return refuse(request, cv)
    taken, keeps_file = request.POST.getlist("take"), "file" in request.POST
    if not taken and not keeps_file:
        return _page(page, request, cv, person, _("Choose what to take from the CV, or throw it away."))
    try:
        add_cv(cv, person, chosen_of(cv, taken), by=user_of(request), keeps_file=keeps_file)
    except RowNotWaiting:
        return gone(request, ImportRow.objects.filter(pk=cv.pk).first())
    except REFUSALS as refusal:
        return _page(page, request, cv, person, words_of(refusal))
    messages.success(request, _("What you chose from the CV stands with %(person)s now.") % {"person": person})
    tell_what_waits(request, cv)
    return HttpResponseRedirect(page_of_person(person.pk))


def _page(page: Any, request: HttpRequest, cv: ImportRow, person: Candidate, refusal: str = "") -> HttpResponse:
    offers = offers_of(cv, person, hidden=page.hidden_names(request, person))
    ticked = set(request.POST.getlist("take")) if refusal else {offer.key for offer in offers if offer.is_new}
    context = {
        **site.each_context(request),
        **told_of(cv),
        "opts": page.opts,
        "title": _("Add a CV to %(person)s") % {"person": person},
        "person": person,
        "offers": offers,
        "ticked": ticked,
        "keeps_file": "file" in request.POST if refusal else True,
        "refusal": refusal,
        "renewing": cv.data_subject_id == person.pk,
    }
    return TemplateResponse(request, "candidates/cv/add.html", context, status=UNPROCESSABLE if refusal else 200)
