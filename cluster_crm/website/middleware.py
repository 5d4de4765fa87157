"""What happens around every page: no cookie leaves that is not registered, and pages are counted where that is allowed.

Both follow the visitor's own choice (COOKIE-03, COOKIE-04, COOKIE-09).
"""

import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path

from cluster_crm.web.cookies import free_names
from cluster_crm.website.actions.visits import browser_of, count_page, join_page
from cluster_crm.website.cookie_state import cookies_of, has_cookie_state
from cluster_crm.website.models import PageCount
from cluster_crm.website.shipped_cookies import COUNTED_COOKIE
from privacy.actions.person_links import visit_of
from privacy.models.person_links import VISIT_COOKIE as PERSON_COOKIE

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponseBase]
OK: Final = 200
NEVER_COUNTED: Final = "privacy:"
"""Pages on which people use their rights: nobody looks over their shoulder."""


class RegisteredCookiesMiddleware:
    """Take every other cookie out of the answer; stands above all that set one. Taking cookies back is always free."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer without what may not be set."""
        response = self.get_response(request)
        if has_cookie_state(request):
            patch_vary_headers(response, ["Cookie"])
        for name in set(response.cookies) - free_names():
            if response.cookies[name]["max-age"] != 0 and not cookies_of(request).may_set(name):
                logger.error("A cookie that is not in the register, or was not allowed, is not set")
                del response.cookies[name]
        return response


class UseMiddleware:
    """Count public pages, and join them to a person, of visitors who allow the one or the other.

    What is counted has no address and no number; whoever is signed in by his own link may have agreed to more.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and note the page if it is one."""
        response = self.get_response(request)
        page, language = _page_of(request, response), get_language_from_path(request.path_info)
        if page and language:
            state = cookies_of(request)
            if state.may_set(COUNTED_COOKIE):
                _count(request, response, page, language)
            if state.may_set(PERSON_COOKIE):
                _join(request, page)
        return response


def _count(request: HttpRequest, response: HttpResponseBase, page: str, language: str) -> None:
    """Count the page, and mark the browser so that the next one belongs to the same visit (COOKIE-04)."""
    came_from, browser = _came_from(request), browser_of(request.headers.get("User-Agent", ""))
    count_page(page, browser=browser, language=language, came_from=came_from, at=timezone.now())
    if came_from != PageCount.CameFrom.HERE:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COUNTED_COOKIE, "1", secure=secure, httponly=True, samesite="Lax")


def _join(request: HttpRequest, page: str) -> None:
    """Join the page to the person who is signed in by his link, if he agreed (WEB-DATA-05)."""
    if visit := visit_of(request.COOKIES.get(PERSON_COOKIE, "")):
        join_page(visit.data_subject_id, page, at=timezone.now())


def _page_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """The kind of page that was shown; empty where it was none, or is never counted."""
    match = request.resolver_match
    is_page = response.status_code == OK and response.headers.get("Content-Type", "").startswith("text/html")
    if request.method != "GET" or not is_page or match is None or match.view_name.startswith(NEVER_COUNTED):
        return ""
    return match.view_name


def _came_from(request: HttpRequest) -> PageCount.CameFrom:
    if COUNTED_COOKIE in request.COOKIES:
        return PageCount.CameFrom.HERE
    try:
        host = urlsplit(request.headers.get("Referer", "")).netloc
    except ValueError:
        host = ""
    return PageCount.CameFrom.ELSEWHERE if host and host != request.get_host() else PageCount.CameFrom.DIRECT
