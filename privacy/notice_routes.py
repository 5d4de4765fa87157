"""Who hands a notice on to people whom we reach through somebody else: apps above say it, set-based (GLO-03, 14)."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias
from uuid import UUID

from privacy.vocabulary import SubjectKind

Gather: TypeAlias = Callable[[Collection[UUID]], Mapping[UUID, UUID]]
"""Of persons in a role, the recipient through whom each is reached; who is missing is reached by nobody."""

_routes: dict[SubjectKind, Gather] = {}


def register(kind: SubjectKind, gather: Gather) -> None:
    """Say through whom people in a role are reached, from an app's `AppConfig.ready()`; twice is a mistake."""
    if kind in _routes:
        raise ValueError(f"{kind.value} has a route already.")
    _routes[kind] = gather


def intermediaries(kind: SubjectKind | str, persons: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Return the recipient through whom each of some persons is reached, where there is one."""
    gather = _routes.get(SubjectKind(kind))
    return gather(persons) if gather and persons else {}
