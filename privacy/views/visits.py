"""A person's visit to his own pages: a cookie of its own, no account, nothing kept by browsers or proxies."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import cache_control

from cluster_crm.web.cookies import CookieCategory, CookieDeclaration
from privacy.actions.person_links import visit_of
from privacy.models import PersonLink
from privacy.models.person_links import VISIT_COOKIE

COOKIE: Final = VISIT_COOKIE
DECLARED: Final = CookieDeclaration(
    COOKIE,
    CookieCategory.NECESSARY,
    "Onthoudt dat u met uw link bij uw eigen privacykeuzes bent, tot u vertrekt.",
    "Remembers that you are at your own privacy choices by your link, until you leave.",
)
Rest = ParamSpec("Rest")
Answer = Callable[Concatenate[HttpRequest, PersonLink, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
private = cache_control(no_store=True, private=True)
"""Marks a page that no cache keeps, so that "back" after leaving shows nothing."""


def begin(response: HttpResponse, token: str) -> HttpResponse:
    """Give a visitor the cookie of his visit: strictly necessary, for this session of the browser alone."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, max_age=None
    )
    return response


def end(response: HttpResponse) -> HttpResponse:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def running(request: HttpRequest) -> PersonLink | None:
    """The visit of this request, while it goes on."""
    return visit_of(request.COOKIES.get(COOKIE, ""))


def visited(view: Answer[Rest]) -> View[Rest]:
    """Show a page to the person whose visit it is; whoever has none, or none any more, is asked for his address."""

    @private
    @wraps(view)
    def answer(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        visit = running(request)
        if visit is None:
            over = "?over=1" if request.COOKIES.get(COOKIE) else ""
            return end(HttpResponseRedirect(reverse("privacy:preferences") + over))
        return view(request, visit, *args, **kwargs)

    return answer
