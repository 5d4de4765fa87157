"""The page of a service number: it is recorded there, and shown once to whom asks with a purpose (ui guide 5.3)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from candidates.actions.employment import record_national_id
from candidates.forms import NationalIdForm, RevealForm
from candidates.models import Candidate, Employment, NationalIdentifier
from cluster_crm.people.admin.requests import user_of
from privacy import permissions
from privacy.actions.reveal import reveal
from privacy.admin.records import is_restricted
from privacy.exceptions import PrivacyRefusal
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Purpose, SubjectKind


@never_cache
def national_id_page(request: HttpRequest, employment: Employment, context: dict[str, Any]) -> HttpResponse:
    """Answer a visit; the number stands in the answer to a stated purpose alone, and nowhere else."""
    row = NationalIdentifier.objects.filter(data_subject=employment.data_subject_id).first()
    deed = request.POST.get("deed", "")
    record_form = NationalIdForm(request.POST if deed == "record" else None)
    reveal_form = RevealForm(request.POST if deed == "reveal" else None, purposes=purposes())
    shown = ""
    if record_form.is_valid():
        record(request, employment, record_form.cleaned_data["bsn"])
        return redirect(request.path)
    if row is not None and reveal_form.is_valid():
        shown = show(request, row, Purpose(reveal_form.cleaned_data["purpose"]))
    page = {
        "title": _("Citizen service number"),
        "opts": Employment._meta,
        "employment": employment,
        "is_recorded": row is not None,
        "may_record": permissions.allows(user_of(request), "add", "candidates.nationalidentifier"),
        "record_form": record_form,
        "reveal_form": reveal_form,
        "shown": shown,
    }
    has_errors = record_form.errors or reveal_form.errors
    return TemplateResponse(request, "candidates/national_id.html", context | page, status=422 if has_errors else 200)


def purposes() -> list[str]:
    """Return for what the catalogue lets a service number be used."""
    entry = Catalogue.load(SubjectKind.CANDIDATE).entry(Category.NATIONAL_ID)
    return list(entry.purposes) if entry else []


def record(request: HttpRequest, employment: Employment, bsn: str) -> None:
    """Seal a number, unless the person is restricted or his dossier is gone."""
    candidate = get_object_or_404(Candidate, pk=employment.data_subject_id)
    may_record = permissions.allows(user_of(request), "add", "candidates.nationalidentifier")
    if not may_record or is_restricted(candidate):
        raise PermissionDenied
    record_national_id(candidate, bsn, by=user_of(request))
    messages.success(request, _("The number is recorded. Only a stated purpose shows it again."))


def show(request: HttpRequest, row: NationalIdentifier, purpose: Purpose) -> str:
    """Return the number after the log has it, or nothing and say why."""
    try:
        return reveal(row, "bsn", purpose=purpose, by=user_of(request))
    except PrivacyRefusal:
        messages.error(request, _("This number may not be shown now: the person's data are restricted or hidden."))
        return ""
