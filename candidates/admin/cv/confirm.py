"""The page on which somebody confirms what was read from a CV, so that its person is registered."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.actions.imports.cvs import confirm_cv, confirm_known_cv
from candidates.actions.imports.rows import leave_out
from candidates.admin.cv.told import told_of
from candidates.admin.cv.waiting import LIST, gone, is_candidate, of_waiting_cv, page_of_person, tell_what_waits
from candidates.admin.refusals import REFUSALS, words_of
from candidates.cv_forms.confirm import CvForms
from candidates.cv_forms.places import tie_places
from candidates.cv_forms.rows import ROW_FORMS
from candidates.exceptions import RowNotWaiting
from candidates.models import Candidate, ImportRow
from cluster_crm.people.admin.badges import basis_badge
from cluster_crm.people.admin.known_people import known_people
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.forms.guarded_texts import stored
from cluster_crm.people.forms.known_people import KnownPeople
from privacy.admin.pages import UNPROCESSABLE
from privacy.consequences import IF_LEFT_OUT
from privacy.models.catalogue_view import Catalogue
from privacy.references import ReferenceField
from privacy.vocabulary import Category, SubjectKind

SECTIONS = (
    ("name", Category.NAME, ("given_name", "infix", "family_name")),
    (
        "contact",
        Category.CONTACT,
        ("email", "phone", "street", "postcode", "city", "country", "profile_urls"),
    ),
    ("own", Category.OWN_STATEMENTS, ("headline", "summary")),
)


@of_waiting_cv
def confirm_view(page: Any, request: HttpRequest, cv: ImportRow) -> HttpResponse:
    """Show a CV beside its form, register its person, or throw it away."""
    deed = request.POST.get("deed", "save")
    if request.method != "POST":
        forms = CvForms(cv)
        return _page(page, request, forms, known_people(page, request, _as_read(forms)))
    if deed == "refuse":
        return refuse(request, cv)
    if deed.startswith("more-"):
        return _page(page, request, CvForms(cv, typed=request.POST), known_people(page, request, request.POST))
    return _saved(page, request, CvForms(cv, request.POST), known_people(page, request, request.POST))


def refuse(request: HttpRequest, cv: ImportRow) -> HttpResponse:
    """Throw a CV away: the file and what was read from it go at once."""
    try:
        leave_out(cv, by=user_of(request))
    except RowNotWaiting:
        return gone(request, ImportRow.objects.filter(pk=cv.pk).first())
    messages.success(request, _("The CV was thrown away: the file and what was read from it are gone."))
    tell_what_waits(request, cv)
    return HttpResponseRedirect(page_of_person(cv.data_subject_id) if cv.data_subject_id else reverse(LIST))


def tell_of_suppression(request: HttpRequest, cv: ImportRow) -> None:
    """Say that somebody whom we now hold does not want to be approached (MKT-07)."""
    if ImportRow.objects.filter(pk=cv.pk, is_suppressed=True).exists():
        text = _("This person is on the suppression list: registered, but not to be approached for marketing.")
        messages.warning(request, text)


def _as_read(forms: CvForms) -> dict[str, Any]:
    return {**forms.person.initial, "other_phone": forms.draft.other_phone}


def _saved(page: Any, request: HttpRequest, forms: CvForms, known: KnownPeople) -> HttpResponse:
    is_valid = forms.is_valid()
    if known.must_be_asked and not (known.is_somebody_else or known.is_taken):
        text = _("Somebody whom we hold has the same details. Add the CV to that person, or say who this is.")
        forms.person.add_error(None, text)
        is_valid = False
    if is_valid:
        try:
            candidate = _registered(request, forms, known)
        except RowNotWaiting:
            return gone(request, ImportRow.objects.filter(pk=forms.row.pk).first())
        except REFUSALS as refusal:
            forms.person.add_error(None, words_of(refusal))
        else:
            stored(request, forms.all)
            messages.success(request, _("%(person)s is registered as a candidate.") % {"person": candidate})
            tell_of_suppression(request, forms.row)
            tell_what_waits(request, forms.row)
            return HttpResponseRedirect(page_of_person(candidate.pk))
    return _page(page, request, forms, known)


def _registered(request: HttpRequest, forms: CvForms, known: KnownPeople) -> Candidate:
    by, paper = user_of(request), forms.paper.paper if forms.paper else None
    role = ReferenceField().clean(known.chosen) if known.is_taken else None
    if role:
        return confirm_known_cv(forms.row, forms.confirmed, role.data_subject, by=by, paper=paper)
    return confirm_cv(forms.row, forms.confirmed, by=by, paper=paper)


def _page(page: Any, request: HttpRequest, forms: CvForms, known: KnownPeople) -> HttpResponse:
    tie_places(forms)
    errors = list(forms.errors()) if forms.person.is_bound else []
    context = {
        **site.each_context(request),
        **told_of(forms.row),
        "opts": page.opts,
        "title": _("Confirm a CV"),
        "forms": forms,
        "sections": _sections(forms),
        "row_sets": _row_sets(forms),
        "problems": errors,
        "known": known,
        "to_add": [match.person for match in known.matches if is_candidate(match.kind) and not match.is_restricted],
    }
    return TemplateResponse(request, "candidates/cv/confirm.html", context, status=UNPROCESSABLE if errors else 200)


def _sections(forms: CvForms) -> list[dict[str, Any]]:
    """Return the parts of the form about the person, each with its basis and what leaving it out means (GEN-08)."""
    titles = {"name": _("Name"), "contact": _("Contact"), "own": _("In their own words")}
    catalogue = Catalogue.load(SubjectKind.CANDIDATE)
    return [
        {
            "key": key,
            "title": titles[key],
            "badge": basis_badge(catalogue, category),
            "consequence": IF_LEFT_OUT.get(category, ""),
            "fields": [forms.person[name] for name in names],
        }
        for key, category, names in SECTIONS
    ]


def _row_sets(forms: CvForms) -> list[dict[str, Any]]:
    catalogue = Catalogue.load(SubjectKind.CANDIDATE)
    return [
        {
            "key": name,
            "title": title,
            "badge": basis_badge(catalogue, category),
            "consequence": IF_LEFT_OUT.get(category, ""),
            "rows": forms.sets[name],
        }
        for name, (_form, title, category) in ROW_FORMS.items()
    ]
