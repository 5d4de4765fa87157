"""The page of a person's rights: what each is, and how he uses it from here (Articles 12 to 22, GEN-07)."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cluster_crm.web.limits import Limit, limited
from privacy.actions.own_data import requests_of
from privacy.actions.own_rights import ASKED_HERE, ask_for_right
from privacy.models import PersonLink, RightsRequest
from privacy.views.visits import visited
from privacy.vocabulary import Right

REQUESTS: Final = Limit("rights.client", 20, 3600)


@require_safe
@visited
def rights(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show every right and the way to it, and what the person asked for and has no answer to yet."""
    waiting = [each for each in requests_of(visit.data_subject_id) if each.state not in RightsRequest.ENDED]
    context = {"waiting": waiting, "is_filed": "filed" in request.GET}
    return render(request, "privacy/centre/rights.html", context)


@require_POST
@limited(REQUESTS)
@visited
def ask(_request: HttpRequest, visit: PersonLink, right: str) -> HttpResponse:
    """File a request; sent twice it is one."""
    if right not in ASKED_HERE:
        raise Http404
    ask_for_right(visit.data_subject_id, Right(right))
    return HttpResponseRedirect(f"{reverse('privacy:own_rights')}?filed=1")
