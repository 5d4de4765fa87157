"""The address that a counted link leads by: it knows its target already, so it leads nowhere else."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cluster_crm.mail.actions.links import find_link, note_click
from cluster_crm.mail.machines import is_machine
from cluster_crm.web.limits import Limit, client_of, count, limited

FOLLOWED: Final = Limit("click.followed", 3000, 60)
WRONG_LINKS: Final = Limit("click.wrong", 30, 900)


@cache_control(no_store=True, private=True)
@require_safe
@limited(FOLLOWED)
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the content, and note who followed: a person or a machine."""
    link = find_link(token)
    if link is None:
        count(WRONG_LINKS, client_of(request))
        return render(request, "mail/link_gone.html", status=404)
    at = timezone.now()
    purposes = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    by_machine = is_machine(
        method=str(request.method),
        agent=request.headers.get("User-Agent", ""),
        is_prefetch="prefetch" in purposes or "preview" in purposes,
        sent_at=link.message.sent_at,
        at=at,
    )
    note_click(link, at=at, is_machine=by_machine)
    response = HttpResponseRedirect(link.target)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
