"""How often a public form may be sent: by one visitor, and for one target; counted in Redis under keyed hashes.

A window has a fixed begin and end, so that a count needs two steps and no memory of single visits. What is counted (an
address of the network, an e-mail address) is never stored: the key is a hash that cannot be read back, and it goes with
its window.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from time import time
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
SMALL_BODY: Final = 64 * 1024
HOUSEHOLD_BITS: Final = 64  # an IPv6 household holds so many addresses of its own that only their network counts


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds; `name` keeps the counts of different forms apart."""

    name: str
    most: int
    seconds: int


class TooMany(Exception):
    """The limit is reached; `retry_after` says in how many seconds it is free again."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"Too often; again in {retry_after} s.")


def count(limit: Limit, value: str) -> None:
    """Count one more of a value; raises TooMany where there were enough in this window."""
    now = int(time())
    key = _key(limit, value, now // limit.seconds)
    cache.add(key, 0, timeout=limit.seconds)
    if cache.incr(key) > limit.most:
        raise TooMany(limit.seconds - now % limit.seconds)


def client_of(request: HttpRequest) -> str:
    """Return whose visit this is: the address of the connection, or the one that our own proxy wrote down last.

    What stands before that in X-Forwarded-For, or anything there without a proxy of ours, the visitor may have written.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.CRM_BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    bits = HOUSEHOLD_BITS if isinstance(found, IPv6Address) else found.max_prefixlen
    return str(ip_network((found, bits), strict=False).network_address)


def limited(by_client: Limit, *, longest_body: int = SMALL_BODY) -> Callable[[View[Rest]], View[Rest]]:
    """Limit how often one visitor may send a form, and how large it may be; a page says so and from when (RFC 6585).

    The view may `count` targets of its own: its TooMany is answered the same way.
    """

    def decorate(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            try:
                if request.method not in SAFE_METHODS:
                    count(by_client, client_of(request))
                return view(request, *args, **kwargs)
            except TooMany as refusal:
                return _too_many(request, refusal.retry_after)

        answer.longest_body = longest_body  # type: ignore[attr-defined]  # read by SmallBodyMiddleware alone
        return answer

    return decorate


class SmallBodyMiddleware:
    """Refuse what is larger than a form may be before anybody reads it; stands above whatever reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        """Refuse a body that is too large for this view."""
        longest = getattr(view, "longest_body", None)
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if longest is None or length <= longest:
            return None
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _key(limit: Limit, value: str, window: int) -> str:
    said = f"{limit.name}\0{window}\0{value}".encode()
    return f"limit:{hmac.new(settings.CRM_HMAC_KEY, said, hashlib.sha256).hexdigest()}"


def _too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    minutes = -(-retry_after // 60)
    response = render(request, "429.html", {"minutes": minutes}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response
