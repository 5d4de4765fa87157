"""Pages on which a person keeps his own contact details right: change, confirm, prove a new address (GEN-11)."""

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cluster_crm.web.limits import Limit, count, limited
from privacy.actions.own_details import (
    OwnRole,
    ask_new_address,
    confirm_new_address,
    find_new_address,
    own_roles,
)
from privacy.actions.preferences import confirm_details, preferences_of
from privacy.exceptions import PrivacyRefusal, ProcessingRestricted
from privacy.models import PersonLink
from privacy.public_forms import DetailsForm
from privacy.views.visits import private, visited

SAVES: Final = Limit("details.client", 60, 900)
NEW_ADDRESSES: Final = Limit("details.address", 3, 3600)
CONFIRMATIONS: Final = Limit("address.client", 30, 900)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(SAVES)
@visited
def details(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show the contact details, or keep what was changed; a new e-mail address gets a link first."""
    form = DetailsForm(request.POST if request.method == "POST" else None, roles=own_roles(visit.data_subject_id))
    is_refused = form.is_bound and not (form.is_valid() and _save(form, visit))
    if form.is_bound and not is_refused:
        return HttpResponseRedirect(f"{reverse('privacy:own_details')}?saved={'link' if _is_new(form) else 'now'}")
    context = {
        "form": form,
        "saved": request.GET.get("saved", ""),
        "confirmed_on": preferences_of(visit.data_subject_id).confirmed_on,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "privacy/centre/details.html", context, status=status)


@require_POST
@limited(SAVES)
@visited
def all_right(_request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Keep that the person says that all is right."""
    confirm_details(visit.data_subject_id, on=timezone.localdate())
    return HttpResponseRedirect(f"{reverse('privacy:own_details')}?saved=right")


@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(CONFIRMATIONS)
def new_address(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, or make the address of the link the person's; needs no visit, only the mailbox."""
    is_done = False
    try:
        if request.method == "POST":
            confirm_new_address(token, language=_language())
            is_done = True
        else:
            find_new_address(token)
    except (PrivacyRefusal, ValidationError):
        return render(request, "privacy/centre/enter.html", {"is_usable": False}, status=HTTPStatus.NOT_FOUND)
    return render(request, "privacy/centre/new_address.html", {"is_done": is_done})


def _save(form: DetailsForm, visit: PersonLink) -> bool:
    """Keep what was changed in all roles, or nothing; say on the form what cannot be right."""
    with transaction.atomic():
        for role in form.held:
            try:
                _save_role(form, role, visit)
            except ValidationError as error:
                form.refuse(role, error)
            except ProcessingRestricted:
                form.add_error(None, _("These data are restricted: we may only store them. Ask us to correct them."))
        if form.errors:
            transaction.set_rollback(True)
    return not form.errors


def _save_role(form: DetailsForm, role: OwnRole, visit: PersonLink) -> None:
    changes = form.changes_of(role)
    address = changes.pop(role.details.email, "")
    if changes:
        role.details.change(visit.data_subject_id, changes)
    if address:
        count(NEW_ADDRESSES, str(visit.data_subject_id))
        ask_new_address(visit.data_subject_id, role, address, language=_language())


def _is_new(form: DetailsForm) -> bool:
    """Whether an e-mail address was changed."""
    return any(role.details.email in form.changes_of(role) for role in form.held)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
