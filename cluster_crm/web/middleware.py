"""Headers that every answer carries, beside the content security policy and those of Django itself."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)
CACHEABLE_TYPES: Final = ("text/javascript", "application/javascript", "text/css")


class NoStoreMiddleware:
    """Keep what a signed-in person sees out of every cache, so that "back" after signing out shows nothing.

    Stands above the session middleware, below that of static files. Pages for people who are not signed in ask for it
    themselves with `cache_control(no_store=True)`; pages that set cookies get it too, for they are about one visitor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and mark the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if self.is_personal(request, response):
            patch_cache_control(response, no_store=True, private=True)
        return response

    @staticmethod
    def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
        """Whether the answer was made for one visitor."""
        if response.headers.get("Content-Type", "").startswith(CACHEABLE_TYPES):
            return False
        return settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies)
