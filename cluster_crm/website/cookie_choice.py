"""The choice about cookies as the visitor's own browser keeps it: signed, so that only we can have written it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer

from cluster_crm.web.cookies import CookieCategory

CHOICE_COOKIE: Final = "cookie_choice"
LIFETIME_DAYS: Final = 365
LONGEST: Final = 500
SIGNER: Final = Signer(salt="website.cookie_choice")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a visitor chose: the number of the log line, the register asked about, what he allowed, and when."""

    number: UUID
    register: str
    accepted: frozenset[CookieCategory]
    chosen_on: date


def write(choice: Choice) -> str:
    """Return the value of the cookie."""
    return SIGNER.sign_object(
        {
            "n": choice.number.hex,
            "r": choice.register,
            "a": sorted(choice.accepted),
            "on": choice.chosen_on.isoformat(),
        }
    )


def read(cookies: Mapping[str, str], today: date) -> Choice | None:
    """Return the choice that a browser sent; what was changed, grew too long or is a year old is no choice."""
    value = cookies.get(CHOICE_COOKIE, "")
    if not value or len(value) > LONGEST:
        return None
    try:
        said = SIGNER.unsign_object(value)
        accepted = frozenset(map(CookieCategory, said["a"]))
        choice = Choice(UUID(said["n"]), said["r"], accepted, date.fromisoformat(said["on"]))
    except (BadSignature, KeyError, ValueError):
        return None
    return choice if (today - choice.chosen_on).days < LIFETIME_DAYS else None
