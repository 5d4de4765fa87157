"""What else we hold about a person on pages of its own: how much of it, never what; counted in one statement.

Upper apps add their own lines with `register` from `AppConfig.ready()`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import CharField, Count, Min, Model, TextField, Value
from django.db.models.functions import Cast

from privacy import permissions
from privacy.masks import Masks
from privacy.vocabulary import Category, Role, SubjectKind

Rows: TypeAlias = Any
"""A queryset of which the rows are counted; the type checker knows no columns that are computed."""


def everybody(_role: Role | None, _kind: SubjectKind) -> bool:
    """Leave it to the matrix and the catalogue who may know that there are rows."""
    return True


@dataclass(frozen=True, slots=True)
class Held:
    """Rows about a person that have pages of their own.

    Who may view `model` and `category`, and whom `is_open_to` allows, sees their number. `key` is the column with the
    key of the page of a single row; the form that adds one asks for the person's reference under the name `asks`.
    """

    model: type[Model]
    kinds: frozenset[SubjectKind]
    rows: Callable[[UUID, str], Rows]
    asks: str
    category: Category | None = None
    key: str = "pk"
    is_open_to: Callable[[Role | None, SubjectKind], bool] = everybody


@dataclass(frozen=True, slots=True)
class Line:
    """How many rows there are; where it is one, the key of its page."""

    held: Held
    number: int
    key: str


_held: list[Held] = []


def register(*held: Held) -> None:
    """Add lines, in their order; a second one for a model is a mistake."""
    for one in held:
        if one.model in {known.model for known in _held}:
            raise ValueError(f"{one.model._meta.label} has a line already.")
        _held.append(one)


def lines_of(data_subject_id: UUID, kind: SubjectKind, *, actor: Any, masks: Masks) -> list[Line]:
    """Return the lines about a person that the user may know of: one statement, whatever there is."""
    seen = [one for one in _held if kind in one.kinds and _may_know(one, kind, actor, masks)]
    if not seen:
        return []
    counted = _counted(seen, data_subject_id, kind)
    return [Line(one, *counted.get(one.model._meta.label_lower, (0, ""))) for one in seen]


def _may_know(one: Held, kind: SubjectKind, actor: Any, masks: Masks) -> bool:
    return (
        permissions.allows(actor, "view", one.model._meta.label_lower)
        and one.is_open_to(masks.role, kind)
        and (one.category is None or masks.shows(one.category, [kind]))
    )


def _counted(seen: Sequence[Held], data_subject_id: UUID, kind: SubjectKind) -> Mapping[str, tuple[int, str]]:
    """Return the number of rows of each table that has any, and the first key."""
    first, *others = [_count(one, data_subject_id, kind) for one in seen]
    found = first.union(*others, all=True) if others else first
    return {label: (number, key) for label, number, key in found}


def _count(one: Held, data_subject_id: UUID, kind: SubjectKind) -> Rows:
    label = Value(one.model._meta.label_lower, output_field=CharField())
    rows = one.rows(data_subject_id, kind.value).order_by().annotate(counted=label).values("counted")
    counts = rows.annotate(number=Count("pk"), single=Min(Cast(one.key, TextField())))
    return counts.values_list("counted", "number", "single")
