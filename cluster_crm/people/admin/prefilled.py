"""What one page knows of somebody who is to be registered on another: sealed in the address, for this session alone."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from cluster_crm.web.sealed import BrokenSeal, seal, unseal

KNOWN: Final = "known"
FILLED: Final = frozenset({"given_name", "infix", "family_name", "email", "phone", "source", "collected_on"})


def with_known(request: HttpRequest, address: str, values: Mapping[str, str]) -> str:
    """Return the address of a page for a new person, with what is known of him sealed."""
    known = {name: value for name, value in values.items() if name in FILLED and value}
    return f"{address}?{urlencode({KNOWN: seal(request.session, json.dumps(known))})}"


def known_before(request: HttpRequest) -> dict[str, Any]:
    """Return what the address carries; nothing where it was not sealed in this session."""
    try:
        known = json.loads(unseal(request.session, request.GET.get(KNOWN, "")))
    except (BrokenSeal, ValueError):
        return {}
    return {name: value for name, value in known.items() if name in FILLED}
