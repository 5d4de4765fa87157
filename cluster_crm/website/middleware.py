"""No cookie leaves but those of the register, and none that needs a yes before it was given (COOKIE-03, COOKIE-09)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cluster_crm.web.cookies import free_names
from cluster_crm.website.cookie_state import cookies_of

logger = logging.getLogger(__name__)


class RegisteredCookiesMiddleware:
    """Take every other cookie out of the answer; stands above all that set one. Taking cookies back is always free."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer without what may not be set."""
        response = self.get_response(request)
        for name in set(response.cookies) - free_names():
            if response.cookies[name]["max-age"] != 0 and not cookies_of(request).may_set(name):
                logger.error("A cookie that is not in the register, or was not allowed, is not set")
                del response.cookies[name]
        return response
