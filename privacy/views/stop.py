"""The link under marketing mail: one click stops it, without signing in and without a cookie (CONTACT-02, MKT-06).

Whoever only looks at the address, such as a scanner of mail, changes nothing. A mail program posts to the same address
(RFC 8058), from servers that serve many people: so it is wrong links that are limited, not clicks.
"""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cluster_crm.web.limits import Limit, client_of, count, limited
from privacy.actions.unsubscribe import unsubscribe
from privacy.actions.wording import current_text
from privacy.actions.wording import render as words_of
from privacy.exceptions import Unreadable
from privacy.sealed_links import seal, unseal
from privacy.views.visits import private
from privacy.way_out import WayOut, read_way_out

CLICKS: Final = Limit("stop.clicks", 3000, 60)
WRONG_LINKS: Final = Limit("stop.wrong", 30, 900)
DONE: Final = "stopped"
THIS, EVERYTHING = "this", "everything"


@csrf_exempt
@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(CLICKS)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, or stop: at once for a mail program, which follows no redirect and has no cookies."""
    way = _way_out(request, token)
    if way is None:
        return render(request, "privacy/stop/broken.html", status=HTTPStatus.NOT_FOUND)
    if request.method != "POST":
        return _page(request, way, "page.stop_alerts" if way.is_alert else "page.stop_marketing", token=token)
    everything = request.POST.get("what") == EVERYTHING
    unsubscribe(way, language=get_language() or "", everything=everything)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(content_type="text/plain")
    said = seal(DONE, (EVERYTHING if everything else THIS).encode())
    return HttpResponseRedirect(reverse("privacy:stopped", args=[token, said]))


@private
@require_safe
@limited(CLICKS)
def stopped(request: HttpRequest, token: str, said: str) -> HttpResponse:
    """Say what stopped, and what else can be."""
    way = _way_out(request, token)
    try:
        everything = unseal(DONE, said) == EVERYTHING.encode()
    except Unreadable:
        return HttpResponseRedirect(reverse("privacy:stop", args=[token]))
    if way is None:
        return render(request, "privacy/stop/broken.html", status=HTTPStatus.NOT_FOUND)
    code = "everything" if everything else "alerts" if way.is_alert else "marketing"
    return _page(request, way, f"page.stopped_{code}", token=token, is_done=True, everything=everything)


def _way_out(request: HttpRequest, token: str) -> WayOut | None:
    try:
        return read_way_out(token)
    except Unreadable:
        count(WRONG_LINKS, client_of(request))
        return None


def _page(request: HttpRequest, way: WayOut, code: str, **context: object) -> HttpResponse:
    text = words_of(current_text(code, get_language() or ""), {})
    return render(request, "privacy/stop/stop.html", {"text": text, "is_alert": way.is_alert, **context})
