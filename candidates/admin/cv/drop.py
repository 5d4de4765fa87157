"""The page on which CVs are dropped: of people whom we do not hold yet, or of one whom we do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.actions.imports.cvs import drop_cvs
from candidates.admin.cv.waiting import LIST, page_of, page_of_person, require_deed
from candidates.admin.refusals import REFUSALS, words_of
from candidates.cv_forms.drop import DropForm, RenewForm
from candidates.models import Candidate
from cluster_crm.people.admin.requests import user_of
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import is_restricted


def drop_view(page: Any, request: HttpRequest) -> HttpResponse:
    """Take CVs in; one leads to its page, several wait in the list."""
    require_deed(request)
    form = DropForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            rows = drop_cvs(form.uploads, choices=form.choices, by=user_of(request))
        except REFUSALS as refusal:
            form.add_error(None, words_of(refusal))
        else:
            if len(rows) > 1:
                words = _("%(count)s CVs were read. Look at each of them; they wait here for a week at most.")
                messages.success(request, words % {"count": len(rows)})
                return HttpResponseRedirect(reverse("admin:candidates_importrow_changelist"))
            return HttpResponseRedirect(page_of(rows[0]))
    return _page(page, request, form, title=_("New from a CV"), back_url=reverse(LIST))


def renew_view(page: Any, request: HttpRequest, number: UUID) -> HttpResponse:
    """Take in a CV of somebody whom we hold."""
    require_deed(request)
    person = get_object_or_404(Candidate, pk=number)
    if is_restricted(person) or not page.has_change_permission(request, person):
        raise PermissionDenied
    form = RenewForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            (row,) = drop_cvs(form.uploads, choices=form.choices, by=user_of(request), person=person)
        except REFUSALS as refusal:
            form.add_error(None, words_of(refusal))
        else:
            return HttpResponseRedirect(page_of(row))
    title = _("CV of %(person)s") % {"person": person}
    return _page(page, request, form, title=title, back_url=page_of_person(person.pk))


def _page(page: Any, request: HttpRequest, form: RenewForm, **told: Any) -> HttpResponse:
    context = {**site.each_context(request), "opts": page.opts, "form": form, **told}
    return TemplateResponse(request, "candidates/cv/drop.html", context, status=UNPROCESSABLE if form.errors else 200)
