"""Who may do what: one matrix of rows that each app declares, and one function that reads it (SEC-01).

A row is a model (`app.model`) with the acts that each role may do, or a deed (`app.deed`) with its roles. What no row
allows is refused: there are no groups, no permissions of single users, and nobody who stands above the matrix.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final, Protocol

from privacy.vocabulary import Role

ACTS: Final = ("view", "add", "change", "delete")

ModelRow = Mapping[Role, str]
Deed = Callable[[], Collection[Role]] | Collection[Role]

_models: dict[str, dict[Role, frozenset[str]]] = {}
_deeds: dict[str, Callable[[], frozenset[Role]]] = {}


class Actor(Protocol):
    """Somebody who asks: a user, or an anonymous visitor, who has no role."""

    @property
    def is_active(self) -> bool:
        """Whether the account is open."""


def declare(models: Mapping[str, ModelRow], deeds: Mapping[str, Deed] | None = None) -> None:
    """Add an app's rows, from its `AppConfig.ready()`; a row of a label that is there already is a mistake."""
    for label, row in models.items():
        _refuse_twice(label)
        _models[label] = {role: _acts(label, acts) for role, acts in row.items()}
    for label, roles in (deeds or {}).items():
        _refuse_twice(label)
        _deeds[label] = _roles(roles)


def allows(actor: Actor | None, act: str, label: str) -> bool:
    """Return whether the actor may do an act (`view`, `add`, `change`, `delete`) with a model."""
    role = role_of(actor)
    return role is not None and act in _models.get(label, {}).get(role, ())


def allows_deed(actor: Actor | None, deed: str) -> bool:
    """Return whether the actor may do a deed."""
    role = role_of(actor)
    return role is not None and deed in _deeds and role in _deeds[deed]()


def allows_codename(actor: Actor | None, codename: str) -> bool:
    """Answer Django's question: `app.act_model`, or the name of a deed."""
    app_label, _dot, name = codename.partition(".")
    act, _underscore, model = name.partition("_")
    label = f"{app_label}.{model}"
    return allows(actor, act, label) if act in ACTS and label in _models else allows_deed(actor, codename)


def allows_anything_of(actor: Actor | None, app_label: str) -> bool:
    """Return whether any model of an app is open to the actor."""
    role = role_of(actor)
    return role is not None and any(
        label.startswith(f"{app_label}.") and row.get(role) for label, row in _models.items()
    )


def role_of(actor: Actor | None) -> Role | None:
    """Return the role that the actor has now; none for visitors and closed accounts."""
    role = getattr(actor, "role", None)
    return Role(role) if role and actor is not None and actor.is_active else None


def declared_models() -> Mapping[str, Mapping[Role, frozenset[str]]]:
    """Return the rows of models."""
    return _models


def declared_deeds() -> Mapping[str, frozenset[Role]]:
    """Return the rows of deeds, as the settings have them now."""
    return {deed: roles() for deed, roles in _deeds.items()}


def _refuse_twice(label: str) -> None:
    if label in _models or label in _deeds:
        raise ValueError(f"{label} has a row in the permission matrix already.")


def _acts(label: str, text: str) -> frozenset[str]:
    acts = frozenset(text.split())
    if unknown := acts - set(ACTS):
        raise ValueError(f"{label}: unknown acts {sorted(unknown)}.")
    return acts


def _roles(roles: Deed) -> Callable[[], frozenset[Role]]:
    return lambda: frozenset(roles() if callable(roles) else roles)
