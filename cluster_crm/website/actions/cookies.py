"""Deeds on the register of cookies and on the log of choices: fill it, write it, forget it (COOKIE-01 to COOKIE-11)."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime, time
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cluster_crm.web.cookies import CookieCategory, CookieDeclaration, declared
from cluster_crm.website.cookie_choice import Choice
from cluster_crm.website.models import CookieChoice, RegisteredCookie
from cluster_crm.website.models.cookies import register_version
from privacy.actions.texts import current_text
from privacy.dates import add_months
from privacy.stores.eraser import as_eraser

DIALOGUE: Final = "website.cookie_dialogue"
ASKED_EVERY_MONTHS: Final = 12
SET_BY_CODE: Final = ("kind", "lifetime_days", "is_on_request")


@transaction.atomic
def load_cookies() -> int:
    """Bring the register up to date with what the application sets; returns how many rows changed or came.

    What the privacy officer may edit stays as he left it; how long a cookie of ours stays is not his to say.
    """
    known = {(cookie.name, cookie.category): cookie for cookie in RegisteredCookie.objects.all()}
    fresh = [_row(cookie) for key, cookie in declared().items() if key not in known]
    changed = [
        _row(cookie, known[key]) for key, cookie in declared().items() if key in known and _differs(cookie, known[key])
    ]
    RegisteredCookie.objects.bulk_create(fresh, ignore_conflicts=True)
    RegisteredCookie.objects.bulk_update(changed, SET_BY_CODE)
    return len(fresh) + len(changed)


def _differs(cookie: CookieDeclaration, row: RegisteredCookie) -> bool:
    return any(getattr(row, name) != getattr(cookie, name) for name in SET_BY_CODE)


def _row(cookie: CookieDeclaration, known: RegisteredCookie | None = None) -> RegisteredCookie:
    names = SET_BY_CODE if known else [field.name for field in fields(cookie)]
    row = known or RegisteredCookie()
    for name in names:
        setattr(row, name, getattr(cookie, name))
    return row


@transaction.atomic
def record_choice(
    asked: Collection[RegisteredCookie],
    accepted: Collection[CookieCategory],
    *,
    method: CookieChoice.Method,
    language: str,
    at: datetime,
) -> Choice:
    """Log what a visitor chose about the cookies that he was asked about, and return it for his browser (COOKIE-11)."""
    categories = {CookieCategory(cookie.category) for cookie in asked}
    allowed = frozenset(accepted) & categories
    logged = CookieChoice.objects.create(
        chosen_at=at,
        register=register_version(asked),
        text=current_text(DIALOGUE, language),
        method=method,
        asked=sorted(categories),
        accepted=sorted(allowed),
    )
    return Choice(logged.pk, logged.register, allowed, timezone.localdate(at))


@transaction.atomic
def trim_cookie_choices(now: datetime) -> int:
    """Forget choices that have been no longer in force for as long as proof is kept (RC-COOKIE, RC-PROOF)."""
    months = ASKED_EVERY_MONTHS + settings.CRM_COOKIE_PROOF_MONTHS
    first_day = datetime.combine(add_months(timezone.localdate(now), -months), time(), now.tzinfo)
    with as_eraser():
        gone, _by_model = CookieChoice.objects.before(first_day).delete()
    return gone
