"""The page of a person's rights: what each is, and how he uses it from here (Articles 12 to 22, GEN-07)."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cluster_crm.web.limits import Limit, limited
from privacy.actions.own_rights import ASKED_HERE, ask_for_right
from privacy.models import PersonLink
from privacy.views.visits import visited
from privacy.vocabulary import Right

REQUESTS: Final = Limit("rights.client", 20, 3600)


@require_safe
@visited
def rights(request: HttpRequest, _visit: PersonLink) -> HttpResponse:
    """Show every right and the way to it."""
    return render(request, "privacy/centre/rights.html")


@require_POST
@limited(REQUESTS)
@visited
def ask(request: HttpRequest, visit: PersonLink, right: str) -> HttpResponse:
    """File a request; sent twice it is one."""
    if right not in ASKED_HERE:
        raise Http404
    filed = ask_for_right(visit.data_subject_id, Right(right))
    return render(request, "privacy/centre/asked_right.html", {"filed": filed, "right": Right(right)})
