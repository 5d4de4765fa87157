"""Pages on which a person sees what he consented and objected to, and takes consents back (Article 7(3), CONS-04)."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from cluster_crm.web.limits import Limit, limited
from privacy.actions.own_consents import objections_of, receipt_for, said_by, withdraw_own
from privacy.models import ConsentEvent, PersonLink
from privacy.receipts import Receipt
from privacy.views.visits import visited

WITHDRAWALS: Final = Limit("withdraw.client", 60, 900)


@require_safe
@visited
def consents(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show every consent, withdrawal and objection."""
    context = {
        "said": said_by(visit.data_subject_id),
        "objections": objections_of(visit.data_subject_id),
        "is_done": "done" in request.GET,
    }
    return render(request, "privacy/centre/consents.html", context)


@require_safe
@visited
def receipt(request: HttpRequest, visit: PersonLink, event_id: UUID) -> HttpResponse:
    """Show the receipt of one consent, to keep or to print."""
    return render(request, "privacy/centre/receipt.html", {"receipt": _receipt(visit, event_id), "event_id": event_id})


@require_safe
@visited
def receipt_as_json(_request: HttpRequest, visit: PersonLink, event_id: UUID) -> HttpResponse:
    """Hand over the receipt of one consent as a file for a machine."""
    found = _receipt(visit, event_id)
    headers = {"Content-Disposition": f'attachment; filename="{found.number}.json"'}
    return JsonResponse(found.as_json(), headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _receipt(visit: PersonLink, event_id: UUID) -> Receipt:
    try:
        return receipt_for(visit.data_subject_id, event_id)
    except ConsentEvent.DoesNotExist:
        raise Http404 from None


@require_POST
@limited(WITHDRAWALS)
@visited
def withdraw_one(_request: HttpRequest, visit: PersonLink, event_id: UUID) -> HttpResponse:
    """Take one consent back, by one click; a second click changes nothing more."""
    try:
        withdraw_own(visit.data_subject_id, event_id, language=get_language() or settings.LANGUAGE_CODE)
    except ConsentEvent.DoesNotExist:
        raise Http404 from None
    return HttpResponseRedirect(f"{reverse('privacy:own_consents')}?done=1")
