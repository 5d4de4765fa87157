"""Keyset paging: a page begins after (or ends before) a row, so page 10,000 costs what page 1 costs.

No offset, no count of everything. Rows that come or go meanwhile make no duplicates and no gaps. The order must be
by columns of the table itself that are never null; the primary key settles ties.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, Self, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as BadValue
from django.db.models import BooleanField, F, Field, Func, Index, Model, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.utils.formats import number_format

ModelType = TypeVar("ModelType", bound=Model)
COUNT_CAP: Final = 1000


class Unsortable(ValueError):
    """The order cannot be paged by keyset: not a column of the table, or a column that may be null."""


class BadPosition(ValueError):
    """A position in a list that does not fit its order."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column of an order, and its direction."""

    field: "Field[Any, Any]"
    is_descending: bool

    @property
    def column(self) -> "Field[Any, Any]":
        """The field that knows the type of the value: for a foreign key the field it points to."""
        return self.field.target_field if self.field.is_relation else self.field  # type: ignore[attr-defined]  # only relations have it

    def order_by(self, *, is_reversed: bool) -> str:
        """The argument for `QuerySet.order_by`."""
        return f"{'-' if self.is_descending != is_reversed else ''}{self.field.attname}"


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two rows: just after or just before the row that has these values."""

    side: Literal["after", "before"]
    values: tuple[str, ...]

    def dump(self) -> str:
        """As text. It may hold a name: an address carries it sealed only."""
        return json.dumps([self.side, *self.values])

    @classmethod
    def load(cls, text: str) -> Self:
        """Read back what `dump` wrote."""
        side, *values = json.loads(text)
        return cls(side=side, values=tuple(values))


@dataclass(frozen=True, slots=True)
class Page(Generic[ModelType]):
    """The rows of one page and the positions of its neighbours, None where there is none."""

    rows: list[ModelType]
    previous: Position | None
    next: Position | None


class Row(Func):
    """A row value `(a, b)`, which PostgreSQL compares in one step of an index."""

    function = ""
    template = "(%(expressions)s)"
    output_field = BooleanField()


def sort_keys(model: type[Model], ordering: Sequence[Any]) -> tuple[SortKey, ...]:
    """The columns of an order, ended by the primary key."""
    keys: list[SortKey] = []
    for part in ordering:
        keys.append(sort_key(model, part))
        if keys[-1].field.primary_key:
            return tuple(keys)
    is_descending = keys[-1].is_descending if keys else True
    return (*keys, SortKey(field=model._meta.pk, is_descending=is_descending))


def sort_key(model: type[Model], part: Any) -> SortKey:
    """One part of an order; `Unsortable` unless it names a column of the table that is never null."""
    name = part.removeprefix("-") if isinstance(part, str) else ""
    try:
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    except FieldDoesNotExist as error:
        raise Unsortable(f"{model._meta.label} has no column {name!r} of its own to sort by.") from error
    if not isinstance(field, Field) or field.null:
        raise Unsortable(f"{model._meta.label}.{name} may be null or is no column.")
    return SortKey(field=field, is_descending=part.startswith("-"))


def is_sortable(model: type[Model], part: Any) -> bool:
    """Whether an index begins with this column, so that sorting a million rows by it costs one page."""
    try:
        field = sort_key(model, part).field
    except Unsortable:
        return False
    sorted_ones = [index for index in model._meta.indexes if type(index) is Index and index.condition is None]
    leading = {tuple(index.fields)[:1] for index in sorted_ones}
    unique = {tuple(rule.fields)[:1] for rule in model._meta.total_unique_constraints}
    return (
        field.primary_key
        or field.unique
        or getattr(field, "db_index", False)
        or {(field.name,), (f"-{field.name}",)} & (leading | unique) != set()
    )


def beyond(keys: tuple[SortKey, ...], values: Sequence[Any], *, is_reversed: bool) -> Q:
    """The rows that come after the row with these values (before it when reversed)."""
    directions = {key.is_descending != is_reversed for key in keys}
    bounds = [Value(value, output_field=key.column) for key, value in zip(keys, values, strict=True)]
    if len(directions) == 1:
        compare = LessThan if directions.pop() else GreaterThan
        return Q(compare(Row(*(F(key.field.attname) for key in keys)), Row(*bounds)))
    condition, tied = Q(pk__in=[]), Q()
    for key, bound in zip(keys, bounds, strict=True):
        name = key.field.attname
        condition |= tied & Q(**{f"{name}__{'lt' if key.is_descending != is_reversed else 'gt'}": bound})
        tied &= Q(**{name: bound})
    return condition


def values_at(keys: tuple[SortKey, ...], position: Position) -> list[Any]:
    """The values of a position as Python values."""
    try:
        return [key.column.to_python(value) for key, value in zip(keys, position.values, strict=True)]
    except (BadValue, ValueError) as error:
        raise BadPosition from error


def page_of(
    rows: QuerySet[ModelType], *, ordering: Sequence[Any], position: Position | None, size: int
) -> Page[ModelType]:
    """One page of a queryset; it asks for one row more than it shows, and for no count."""
    keys = sort_keys(rows.model, ordering)
    is_reversed = position is not None and position.side == "before"
    wanted = rows
    if position is not None:
        wanted = rows.filter(beyond(keys, values_at(keys, position), is_reversed=is_reversed))
    found = list(wanted.order_by(*(key.order_by(is_reversed=is_reversed) for key in keys))[: size + 1])
    has_more, shown = len(found) > size, found[:size]
    if is_reversed and not shown:
        return page_of(rows, ordering=ordering, position=None, size=size)
    if is_reversed:
        shown.reverse()
    has_previous = has_more if is_reversed else position is not None
    has_next = is_reversed or has_more
    return Page(
        rows=shown,
        previous=position_at(keys, shown[0], "before") if shown and has_previous else None,
        next=position_at(keys, shown[-1], "after") if shown and has_next else None,
    )


def position_at(keys: tuple[SortKey, ...], row: Model, side: Literal["after", "before"]) -> Position:
    """The place on one side of a row."""
    return Position(side=side, values=tuple(key.field.value_to_string(row) for key in keys))


def capped_count(rows: QuerySet[Any], *, cap: int = COUNT_CAP) -> str:
    """How many rows there are, looking at no more than the cap: "37", or "1.000+"."""
    count = rows.order_by()[: cap + 1].count()
    shown = number_format(min(count, cap), force_grouping=True)
    return f"{shown}+" if count > cap else shown
