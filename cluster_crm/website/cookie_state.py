"""What the browser of one request was asked about cookies, and what it answered."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from cluster_crm.web.cookies import CookieCategory
from cluster_crm.website.cookie_choice import Choice, read
from cluster_crm.website.models import RegisteredCookie
from cluster_crm.website.models.cookies import register_version

KEPT_AS: Final = "website.cookies"


@dataclass
class CookieState:
    """The register as this visitor meets it; at most one statement a request, and none before somebody asks."""

    sent: Choice | None

    @cached_property
    def asked(self) -> list[RegisteredCookie]:
        """What needs a yes."""
        return list(RegisteredCookie.objects.asked())

    @cached_property
    def choice(self) -> Choice | None:
        """The choice that is in force: about what is asked today, not about what was asked another time."""
        return self.sent if self.sent and self.sent.register == register_version(self.asked) else None

    @property
    def categories(self) -> list[CookieCategory]:
        """The categories that need a yes, in the order of the policy."""
        found = {cookie.category for cookie in self.asked}
        return [category for category in CookieCategory if category in found]

    @property
    def must_ask(self) -> bool:
        """Whether there is anything to ask that was not answered."""
        return bool(self.asked) and self.choice is None

    @property
    def accepted(self) -> frozenset[CookieCategory]:
        """What the visitor allows; nothing before he said so."""
        return self.choice.accepted if self.choice else frozenset()

    def may_set(self, name: str) -> bool:
        """Whether an optional cookie stands in the register under something that the visitor allows."""
        accepted = self.accepted
        return bool(accepted) and any(cookie.name == name and cookie.category in accepted for cookie in self.asked)


def cookies_of(request: HttpRequest) -> CookieState:
    """Return the state of a request."""
    state = request.META.get(KEPT_AS)
    if not isinstance(state, CookieState):
        state = request.META[KEPT_AS] = CookieState(read(request.COOKIES, timezone.localdate()))
    return state


def has_cookie_state(request: HttpRequest) -> bool:
    """Whether the answer to a request was made from what its browser chose."""
    return KEPT_AS in request.META
