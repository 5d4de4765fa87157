"""Requests that may change something run in one transaction, under the name of the user who sent them."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cluster_crm.history.acting import acting

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
STAMPED = "crm.acting"


class ActingMiddleware:
    """Stamp unsafe requests of signed-in users with `acting()`; stands below the authentication middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, in a transaction of its user's own where it may change rows."""
        if request.method in SAFE_METHODS or not request.user.is_authenticated:
            return self.get_response(request)
        request.META[STAMPED] = True
        with acting(request.user.pk):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:  # noqa: ARG002 - Django's signature
        """Undo all of a failed request: Django turns its error into an answer before the transaction could see it."""
        if STAMPED in request.META:
            transaction.set_rollback(True)
