"""What raw cells hold of a person: by what an erasure finds them."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from cluster_crm.people.contact import normalise_email, normalise_phone, normalise_profile_url

MAILBOX: Final = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+\.[A-Za-z]{2,}")
NUMBER: Final = re.compile(r"(?<!\d)[+(]?\d[\d\s()./-]{7,}\d")
PAGE: Final = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)*linkedin\.com/\S+|https?://\S+", re.IGNORECASE)
LOOKS: Final[dict[str, tuple[re.Pattern[str], Callable[[str], str]]]] = {
    "email": (MAILBOX, normalise_email),
    "phone": (NUMBER, normalise_phone),
    "profile_url": (PAGE, normalise_profile_url),
}


def traces_in(cells: Sequence[str]) -> dict[str, str]:
    """The first e-mail address, telephone number and page in cells that nobody could read, each in its stored form."""
    text = "\n".join(cells)
    return {name: _first(text, looks, normalise) for name, (looks, normalise) in LOOKS.items()}


def _first(text: str, looks: re.Pattern[str], normalise: Callable[[str], str]) -> str:
    for found in looks.finditer(text):
        try:
            return normalise(found[0])
        except ValueError:
            continue
    return ""
