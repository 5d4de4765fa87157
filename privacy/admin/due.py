"""Lines of the overview that are for the privacy officer alone."""

from typing import Any

from privacy.permissions import role_of
from privacy.vocabulary import Role


def is_officer(user: Any) -> bool:
    """Return whether a user is a privacy officer."""
    return role_of(user) is Role.PRIVACY_OFFICER
