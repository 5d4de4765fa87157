"""The page "What may we do" of a person: each purpose with its answer, and what was said, told and sent (LAW-01)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.people.actions.statements import log_statement
from cluster_crm.people.admin.known_people import Page
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.forms.statements import StatementForm
from privacy import permissions
from privacy.actions.person_account import account_of
from privacy.admin.masked import masks_of
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import is_restricted
from privacy.exceptions import (
    ConsentNotAffirmed,
    GuardianNeeded,
    NoPolicyPublished,
    PersonErased,
    ProcessingRestricted,
    SaidBefore,
    TextDoesNotCover,
)
from privacy.models import ConsentEvent
from privacy.receipts import Receipt, receipt_of
from privacy.vocabulary import Category

SEEN_WITH: Final = "privacy.consentevent"


LOGGED_BY: Final = "people.log_statement"
REFUSALS: Final[Mapping[type[Exception], Any]] = {
    ConsentNotAffirmed: gettext_lazy("Without the person's own yes nothing is recorded."),
    GuardianNeeded: gettext_lazy("This person is under 16: a parent or guardian consents, on paper (Article 8)."),
    NoPolicyPublished: gettext_lazy("No policy is published yet. The privacy officer publishes one."),
    PersonErased: gettext_lazy("This person is not held any more."),
    ProcessingRestricted: gettext_lazy("Processing of this person's data is restricted."),
    SaidBefore: gettext_lazy("The person stopped this after that day: only a later yes counts."),
    TextDoesNotCover: gettext_lazy("The text in use does not name this channel."),
}


def may_log(request: HttpRequest) -> bool:
    """Return whether the user writes down what people said."""
    return permissions.allows_deed(request.user, LOGGED_BY)


def may_see_account(request: HttpRequest) -> bool:
    """Return whether the user sees what people said about their data."""
    return permissions.allows(request.user, "view", SEEN_WITH)


def account_page(page: Page, request: HttpRequest, person: Any) -> HttpResponse:
    """Show the account of a person in one role."""
    _refuse(page, request, person)
    shows = masks_of(request).shows
    context = {
        "account": account_of(person.pk, page._kind),
        "today": timezone.localdate(),
        "is_restricted": is_restricted(person),
        "shows_subjects": shows(Category.CORRESPONDENCE, [page._kind]),
        "shows_recipients": shows(Category.DEALINGS, [page._kind]),
        "receipt_name": page._name("receipt"),
        "log_statement_url": reverse(page._name("statement"), args=[person.pk]) if may_log(request) else "",
    }
    return TemplateResponse(request, "people/account.html", _frame(page, request, person) | context)


def statement_page(page: Page, request: HttpRequest, person: Any) -> HttpResponse:
    """Ask what the person said, and write it down with all that follows."""
    _refuse(page, request, person)
    if not may_log(request):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = StatementForm(data, kind=page._kind, is_restricted=is_restricted(person))
    if form.is_valid():
        try:
            event = log_statement(person.pk, page._kind, form.statement, by=user_of(request))
        except tuple(REFUSALS) as refusal:
            form.add_error(None, str(REFUSALS[type(refusal)]))
        else:
            messages.success(request, _("It is recorded as %(number)s, and acts at once.") % {"number": event})
            return HttpResponseRedirect(reverse(page._name("account"), args=[person.pk]))
    context = {"form": form, "account_url": reverse(page._name("account"), args=[person.pk])}
    frame = _frame(page, request, person) | {"title": _("Log what was said")}
    return TemplateResponse(request, "people/statement.html", frame | context, status=UNPROCESSABLE if data else 200)


def receipt_page(page: Page, request: HttpRequest, person: Any, event: UUID) -> HttpResponse:
    """Show the receipt of something that the person said, to be read or printed."""
    receipt = _receipt(page, request, person, event)
    json_url = reverse(page._name("receipt_json"), args=[person.pk, event])
    context = {
        "receipt": receipt,
        "json_url": json_url,
        "account_url": reverse(page._name("account"), args=[person.pk]),
    }
    return TemplateResponse(request, "people/receipt.html", _frame(page, request, person) | context)


def receipt_json(page: Page, request: HttpRequest, person: Any, event: UUID) -> JsonResponse:
    """Hand over the receipt for a machine."""
    receipt = _receipt(page, request, person, event)
    headers = {"Content-Disposition": f'attachment; filename="{receipt.number}.json"'}
    return JsonResponse(receipt.as_json(), headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _receipt(page: Page, request: HttpRequest, person: Any, event: UUID) -> Receipt:
    _refuse(page, request, person)
    given = ConsentEvent.objects.of(person.pk, page._kind).filter(action=ConsentEvent.Action.GIVEN)
    return receipt_of(get_object_or_404(given, pk=event))


def _refuse(page: Page, request: HttpRequest, person: Any) -> None:
    may_read = masks_of(request).shows(Category.PRIVACY_RECORD, [page._kind])
    if not (page.has_view_permission(request, person) and may_see_account(request) and may_read):
        raise PermissionDenied


def _frame(page: Page, request: HttpRequest, person: Any) -> dict[str, Any]:
    return {
        **site.each_context(request),
        "title": _("What may we do"),
        "opts": page.opts,
        "original": person,
        "person_url": reverse(page._name("change"), args=[person.pk]),
    }
