"""The pages that lead to a merge: whom with, and the two records side by side (guide, section 8)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_crm.people.actions.merge_choice import Choice, choices_between
from cluster_crm.people.actions.merging import MERGE, code_of, refuse, request_merge
from cluster_crm.people.admin.known_people import people_alike
from cluster_crm.people.admin.merge_links import merge_address
from cluster_crm.people.admin.merge_words import moving, refusal_in_words, row_of
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.searched import SearchedPersons
from cluster_crm.people.forms.merging import MergeForm, OtherRecordForm
from cluster_crm.people.models import Person
from privacy import permissions
from privacy.actions.merge_preview import consequences
from privacy.admin.shown_persons import persons_shown
from privacy.exceptions import PrivacyRefusal
from privacy.registry import person_model
from privacy.stores.rekey import held_by
from privacy.vocabulary import SubjectKind

UNPROCESSABLE = 422


def merge_view(request: HttpRequest, shared: dict[str, Any]) -> HttpResponse:
    """Ask with whom, or show both records and merge them."""
    if not permissions.allows_deed(request.user, MERGE):
        raise PermissionDenied
    page = _page_of(request.GET.get("kind", ""))
    person = _record(request, page, request.GET.get("person", ""))
    shared |= {"opts": page.opts, "person": person, "kind": page.kind}
    if "other" not in request.GET:
        return _ask_whom(request, page, person, shared)
    return _compare(request, page, person, _record(request, page, request.GET["other"]), shared)


def _page_of(kind: str) -> SearchedPersons[Any]:
    """The page of persons in a role, which knows who may see whom."""
    model = person_model(kind) if kind in SubjectKind.values else None
    page = site._registry.get(model) if model else None
    if not isinstance(page, SearchedPersons):
        raise Http404
    return page


def _record(request: HttpRequest, page: SearchedPersons[Any], number: str) -> Any:
    try:
        record = page.get_object(request, str(UUID(number)))
    except ValueError as error:
        raise Http404 from error
    if record is None:
        raise Http404
    if not page.has_view_permission(request, record):
        raise PermissionDenied
    return record


def _ask_whom(request: HttpRequest, page: SearchedPersons[Any], person: Person, shared: dict[str, Any]) -> HttpResponse:
    form = OtherRecordForm(request.POST or None)
    if form.is_valid():
        role = form.cleaned_data["other"]
        if role.subject_kind == page.kind:
            return HttpResponseRedirect(merge_address(page.kind, person.pk, role.data_subject_id))
        form.add_error(
            "other", _("This is no %(kind)s: only two records of one kind become one.") % {"kind": page.kind.label}
        )
    context = {
        **shared,
        "title": _("Merge with another record"),
        "form": form,
        "alike": people_alike(page, request, person),
        "back_url": reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_change", args=[person.pk]),
    }
    return TemplateResponse(request, "people/merge_choose.html", context, status=UNPROCESSABLE if form.errors else 200)


def _compare(
    request: HttpRequest, page: SearchedPersons[Any], person: Person, other: Person, shared: dict[str, Any]
) -> HttpResponse:
    hidden = page.hidden_names(request, person) | page.hidden_names(request, other)
    choices = choices_between(person, other)
    seen = [choice for choice in choices if not _is_hidden(choice, hidden)]
    form = MergeForm(request.POST or None, choices=[choice for choice in seen if choice.is_open])
    refusal = _refusal(request, page, person, other)
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            merge = request_merge(
                person.pk,
                other.pk,
                page.kind,
                taken=form.taken,
                reason=form.cleaned_data["reason"],
                by=user_of(request),
            )
        except PrivacyRefusal as error:
            refusal = code_of(error)
        else:
            return HttpResponseRedirect(reverse("admin:privacy_personmerge_change", args=[merge.pk]))
    context = {
        **shared,
        **_shown_pair(request, page, person, other),
        "title": _("Merge two records"),
        "form": form,
        "rows": [
            row_of(
                choice,
                (person, other),
                picked=form.picked(choice) if choice.is_open and choice in seen else "",
                is_hidden=choice not in seen,
            )
            for choice in choices
            if choice not in seen or choice.says_something
        ],
        "refusal": refusal_in_words(refusal) if refusal else "",
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return TemplateResponse(request, "people/merge.html", context, status=status)


def _is_hidden(choice: Choice, hidden: frozenset[str]) -> bool:
    return any(field.name in hidden for field in choice.fields)


def _shown_pair(request: HttpRequest, page: SearchedPersons[Any], person: Person, other: Person) -> Mapping[str, Any]:
    keys = [(person.pk, str(page.kind)), (other.pk, str(page.kind))]
    shown = persons_shown(request, keys)
    return {
        "kept": shown[keys[0]],
        "absorbed": shown[keys[1]],
        "swap_url": merge_address(page.kind, other.pk, person.pk),
        "moving": list(moving(request, held_by(other.pk), page.kind)),
        "would": consequences(person.pk, other.pk),
    }


def _refusal(request: HttpRequest, page: SearchedPersons[Any], person: Person, other: Person) -> str:
    """The code of the reason why these two may not become one; empty where nothing speaks against it."""
    try:
        refuse(person.pk, other.pk, page.kind, by=user_of(request))
    except PrivacyRefusal as error:
        return code_of(error)
    return ""
