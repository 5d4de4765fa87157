"""Pages on which a supplied worker or a contact of a supplier becomes a candidate, and a candidate meets a vacancy."""

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

from candidates.actions.supplied import candidate_from_supplier_contact, register_supplied_candidate
from candidates.admin.pipeline import add_to_shortlist
from candidates.admin.refusals import REFUSALS, words_of
from candidates.models import Candidate
from candidates.pipeline_forms import ChooseVacancyForm, FromContactForm, SuppliedForm
from candidates.readers.candidate_draft import CandidateDraft
from clients.models import Vacancy
from cluster_crm.people.admin.requests import user_of
from privacy import permissions
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import is_restricted
from suppliers.models import SupplierContact, SupplierMembership

OF_THE_SUPPLY = ("supplier", "collected_on")


def supplied_view(request: HttpRequest) -> HttpResponse:
    """Register a worker whom a supplier offers (GLO-02)."""
    _require(request, "candidates.register_supplied")
    form = SuppliedForm(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        draft = CandidateDraft(**{name: value for name, value in asked.items() if name not in OF_THE_SUPPLY})
        supply = {name: asked[name] for name in OF_THE_SUPPLY}
        try:
            candidate = register_supplied_candidate(draft, by=user_of(request), **supply)
        except REFUSALS as refusal:
            form.add_error(None, words_of(refusal))
        else:
            return _registered(request, candidate)
    title, button = _("Supplied worker"), _("Register as a candidate")
    return _page(request, form, title, button, reverse("admin:candidates_candidate_changelist"))


def from_contact_view(request: HttpRequest, contact: UUID) -> HttpResponse:
    """Give a contact of a supplier the role of candidate, and go on with the vacancy that was asked for."""
    _require(request, "candidates.register_supplied")
    person = get_object_or_404(SupplierContact, pk=contact)
    worked_for = SupplierMembership.objects.filter(contact=person).order_by("-ended_on").values_list("supplier").first()
    form = FromContactForm(request.POST or None, initial={"supplier": worked_for[0] if worked_for else None})
    vacancy = _asked_vacancy(request)
    if form.is_valid():
        try:
            candidate = candidate_from_supplier_contact(person, by=user_of(request), **form.cleaned_data)
        except REFUSALS as refusal:
            form.add_error(None, words_of(refusal))
        else:
            return add_to_shortlist(request, candidate, vacancy) if vacancy else _registered(request, candidate)
    title = _("%(person)s as a candidate") % {"person": person}
    back = reverse("admin:candidates_candidate_changelist")
    if vacancy:
        back = reverse("admin:candidates_shortlist", args=[vacancy.pk])
    return _page(request, form, title, _("Register as a candidate"), back)


def vacancy_view(request: HttpRequest, number: UUID) -> HttpResponse:
    """Put a candidate on the shortlist of a vacancy, from his own page."""
    _require(request, "candidates.shortlist")
    candidate = get_object_or_404(Candidate, pk=number)
    if is_restricted(candidate):
        raise PermissionDenied
    form = ChooseVacancyForm(request.POST or None)
    if form.is_valid():
        return add_to_shortlist(request, candidate, form.cleaned_data["vacancy"])
    title = _("Add %(person)s to a vacancy") % {"person": candidate}
    back = reverse("admin:candidates_candidate_change", args=[candidate.pk])
    return _page(request, form, title, _("Add to the shortlist"), back)


def _require(request: HttpRequest, deed: str) -> None:
    if not permissions.allows_deed(user_of(request), deed):
        raise PermissionDenied


def _asked_vacancy(request: HttpRequest) -> Vacancy | None:
    try:
        number = UUID(request.GET.get("vacancy", ""))
    except ValueError:
        return None
    return Vacancy.objects.filter(pk=number).first()


def _registered(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    words = _("%(person)s is a candidate now. Give the notice of Article 14 in time.")
    messages.success(request, words % {"person": candidate})
    return HttpResponseRedirect(reverse("admin:candidates_candidate_change", args=[candidate.pk]))


def _page(request: HttpRequest, form: Any, title: str, button: str, back_url: str) -> TemplateResponse:
    context = {
        **site.each_context(request),
        "form": form,
        "title": title,
        "button": button,
        "back_url": back_url,
        "opts": Candidate._meta,
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "candidates/deed.html", context, status=status)
