"""What the application itself stores in a browser, declared by the app that does so; the register begins with it.

A cookie that stands in no row of the register is never set: `cluster_crm.website.middleware` takes it out of the
answer (COOKIE-03, COOKIE-09). So whoever sets a cookie declares it here, from `AppConfig.ready()`.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CookieCategory(TextChoices):
    """What a cookie is for, as the policy tells them apart (COOKIE-03 to COOKIE-07); all but the first ask a yes."""

    NECESSARY = "necessary", _("strictly necessary")
    PERFORMANCE = "performance", _("statistics")
    FUNCTIONALITY = "functionality", _("convenience")
    PERSONALISATION = "personalisation", _("personal suggestions")
    ADVERTISING = "advertising", _("advertising")


class CookieKind(TextChoices):
    """How long something stays in a browser; a permanent cookie outlives the browser's closing (COOKIE-02, AMB-18)."""

    SESSION = "session", _("until the browser closes")
    PERMANENT = "permanent", _("for a fixed time")
    STORAGE = "storage", _("until you remove it in your browser")


@dataclass(frozen=True, slots=True)
class CookieDeclaration:
    """One cookie of ours and one use of it; the purposes are read by visitors.

    `is_on_request` says that it is set only when the visitor asks for it at that moment, which needs no consent
    (Tw 11.7a(3)(b)); `lifetime_days` is that of a permanent one. One that is not `is_active` waits to be switched on.
    """

    name: str
    category: CookieCategory
    purpose_nl: str
    purpose_en: str
    _: KW_ONLY
    kind: CookieKind = CookieKind.SESSION
    lifetime_days: int | None = None
    is_on_request: bool = False
    is_active: bool = True

    @property
    def is_free(self) -> bool:
        """Whether it may be set without consent."""
        return self.category == CookieCategory.NECESSARY or self.is_on_request


_declared: dict[tuple[str, str], CookieDeclaration] = {}


def declare(*cookies: CookieDeclaration) -> None:
    """Add cookies of an app; the same use of the same cookie twice is a mistake."""
    for cookie in cookies:
        key = (cookie.name, cookie.category.value)
        if key in _declared:
            raise ValueError(f"{cookie.name} is declared already as {cookie.category.value}.")
        _declared[key] = cookie


def declared() -> Mapping[tuple[str, str], CookieDeclaration]:
    """Return the declarations by name and category."""
    return _declared


def free_names() -> frozenset[str]:
    """Return the names that may be set without consent."""
    return frozenset(cookie.name for cookie in _declared.values() if cookie.is_free)
