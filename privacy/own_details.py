"""What a person may change of himself on his own page: apps say it for the people they hold (GEN-11, Article 16)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from privacy.vocabulary import SubjectKind

Change = Callable[[UUID, Mapping[str, str]], object]


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """Fields of the person's own row that he writes himself, and the deed of their app that does it.

    The deed takes the person and new values by name of the field; it raises ValidationError for what cannot be right.
    `email` is changed by the same deed, once a link to the new address was opened.
    """

    fields: tuple[str, ...]
    change: Change
    email: str = "email"


_registered: dict[SubjectKind, OwnDetails] = {}


def register(kind: SubjectKind, details: OwnDetails) -> None:
    """Say what people in a role may change of themselves; who is not named here asks us to."""
    _registered[kind] = details


def details_of(kind: SubjectKind | str) -> OwnDetails | None:
    """Return what people in a role may change of themselves."""
    return _registered.get(SubjectKind(kind))


def kinds_asked() -> tuple[SubjectKind, ...]:
    """Return the roles whose people are asked once a year whether all is still right (GEN-11)."""
    return tuple(_registered)
