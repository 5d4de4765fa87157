"""Pages on which a person sees what he consented and objected to, and takes consents back (Article 7(3), CONS-04)."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from cluster_crm.web.limits import Limit, limited
from privacy.actions.own_consents import objections_of, said_by, withdraw_own
from privacy.models import ConsentEvent, PersonLink
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
