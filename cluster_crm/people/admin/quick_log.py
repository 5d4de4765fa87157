"""The quick log: a dialog on the page of a person, and a page of its own where scripts are off or answers wrong."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_crm.people.actions.contacts import log_contact
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.exceptions import PeopleRefusal
from cluster_crm.people.forms.quick_log import QuickLogForm
from cluster_crm.people.models import Interaction
from privacy.admin.masked import masks_of
from privacy.admin.shown_persons import ShownPerson, persons_shown
from privacy.exceptions import PrivacyRefusal
from privacy.form_guards import stored
from privacy.models import SubjectRole
from privacy.references import ReferenceField
from privacy.vocabulary import Category, SubjectKind

UNPROCESSABLE = 422
MAY_LOG = "people.add_interaction"


def log_address(role: SubjectRole | None = None) -> str:
    """Return the address of the page, about one person where he is given; by reference, never by name."""
    address = reverse("admin:people_interaction_add")
    return f"{address}?person={role}" if role else address


def may_log(request: HttpRequest, kind: SubjectKind) -> bool:
    """Return whether the user may log contacts with people in a role: those whose dealings he sees."""
    return request.user.has_perm(MAY_LOG) and masks_of(request).shows(Category.DEALINGS, [kind])


def log_context(request: HttpRequest, role: SubjectRole) -> dict[str, Any]:
    """Return what the dialog on the page of a person asks for; nothing where the user may not log."""
    if not may_log(request, SubjectKind(role.subject_kind)):
        return {}
    return {"log_form": QuickLogForm(role=role, auto_id="id_log_%s"), "log_url": log_address(role)}


def log_view(request: HttpRequest, shared: dict[str, Any]) -> HttpResponse:
    """Ask what happened, and record it."""
    if not request.user.has_perm(MAY_LOG):
        raise PermissionDenied
    role = _asked_for(request)
    form = QuickLogForm(request.POST or None, role=role)
    if request.method == "POST" and form.is_valid() and _may_be_about(request, form) and _is_recorded(request, form):
        shown = _shown(request, form.cleaned_data["person"])
        messages.success(
            request, _("Recorded: %(what)s.") % {"what": Interaction.Kind(form.cleaned_data["kind"]).label}
        )
        return HttpResponseRedirect(shown.address if shown and shown.address else reverse("admin:index"))
    shown = _shown(request, role) if role else None
    context = {
        **shared,
        "title": _("Log a call or note"),
        "form": form,
        "shown": shown,
        "back_url": shown.address if shown and shown.address else reverse("admin:index"),
    }
    return TemplateResponse(request, "people/log_page.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _asked_for(request: HttpRequest) -> SubjectRole | None:
    """Return the person whom the address names, where the user may log contacts with him."""
    try:
        role: SubjectRole | None = ReferenceField().clean(request.GET.get("person", ""))
    except ValidationError:
        return None
    return role if role and may_log(request, SubjectKind(role.subject_kind)) else None


def _may_be_about(request: HttpRequest, form: QuickLogForm) -> bool:
    """Refuse a reference of somebody whom the user's role does not deal with."""
    if not may_log(request, SubjectKind(form.cleaned_data["person"].subject_kind)):
        form.add_error("person", ValidationError(_("Your role does not deal with this person."), "not_for_role"))
    return not form.errors


def _is_recorded(request: HttpRequest, form: QuickLogForm) -> bool:
    """Record the contact, or say why the deed refused it: a guard of an upper app, or a change meanwhile."""
    try:
        _record(request, form)
    except (PeopleRefusal, PrivacyRefusal):
        form.add_error("person", ValidationError(_("This contact is not allowed now."), "refused"))
    return not form.errors


def _record(request: HttpRequest, form: QuickLogForm) -> Interaction:
    answers = form.cleaned_data
    interaction = log_contact(
        form.participant,
        kind=answers["kind"],
        direction=answers["direction"],
        happened_at=answers["happened_at"],
        is_about_service=answers.get("is_about_service", True),
        next_action=form.next_action,
        key=answers["key"],
        by=user_of(request),
    )
    stored(request, [form])
    return interaction


def _shown(request: HttpRequest, role: SubjectRole) -> ShownPerson | None:
    key = (role.data_subject_id, role.subject_kind)
    return persons_shown(request, [key]).get(key)
