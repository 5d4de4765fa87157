"""A signed-in user reads the pages in the language of his account."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class AccountLanguageMiddleware:
    """Put the account's language over what the browser prefers; stands below the authentication middleware.

    A choice made on the page (the language cookie) goes first, and so does an address that names its language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the user's language; LocaleMiddleware, above, names it in the headers."""
        if not self.is_chosen(request) and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)

    @staticmethod
    def is_chosen(request: HttpRequest) -> bool:
        """Whether the address or a choice of the visitor says which language to speak."""
        is_named = translation.get_language_from_path(request.path_info) is not None
        return is_named or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
