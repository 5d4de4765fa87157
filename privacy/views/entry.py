"""The way into the preference centre: ask for a link, open it, leave again (CONS-02, LAW-05)."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cluster_crm.web.limits import Limit, count, limited
from privacy.actions.link_mail import ask_for_link
from privacy.actions.person_links import find_link, leave, open_link
from privacy.exceptions import LinkNotUsable
from privacy.keyed_hash import normal_form
from privacy.public_forms import AskForm
from privacy.views.visits import COOKIE, begin, end, private, running
from privacy.vocabulary import Identifier

ASK_BY_CLIENT: Final = Limit("link.client", 20, 900)
ASK_BY_ADDRESS: Final = Limit("link.address", 3, 900)
ENTER_BY_CLIENT: Final = Limit("enter.client", 60, 900)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(ASK_BY_CLIENT)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer, its time and what is written down are the same for every address."""
    if request.method != "POST" and running(request):
        return HttpResponseRedirect(reverse("privacy:centre"))
    form = AskForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = {"form": form, "is_over": "over" in request.GET}
        return render(request, "privacy/centre/ask.html", context, status=status)
    address = form.cleaned_data["email"]
    count(ASK_BY_ADDRESS, normal_form(Identifier.EMAIL, address))
    ask_for_link(address, language=get_language() or "")
    return HttpResponseRedirect(reverse("privacy:asked"))


@private
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what happens now, to everybody who asked for a link."""
    return render(request, "privacy/centre/asked.html")


@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(ENTER_BY_CLIENT)
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, or open the link: what only looks at addresses in mail uses nothing up."""
    if request.method != "POST":
        is_usable = find_link(token) is not None
        return _page(request, is_usable=is_usable)
    try:
        _link, visit = open_link(token)
    except LinkNotUsable:
        return _page(request, is_usable=False)
    return begin(HttpResponseRedirect(reverse("privacy:centre")), visit)


@private
@require_POST
def leave_centre(request: HttpRequest) -> HttpResponse:
    """End the visit."""
    leave(request.COOKIES.get(COOKIE, ""))
    return end(HttpResponseRedirect(reverse("privacy:left")))


@private
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say that the visit has ended."""
    return render(request, "privacy/centre/left.html")


def _page(request: HttpRequest, *, is_usable: bool) -> HttpResponse:
    status = HTTPStatus.OK if is_usable else HTTPStatus.NOT_FOUND
    return render(request, "privacy/centre/enter.html", {"is_usable": is_usable}, status=status)
