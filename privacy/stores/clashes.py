"""Two rows of which the database allows one: found before two records become one, and settled by the models' rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, Model, Q, UniqueConstraint

from privacy.exceptions import MergeRefused
from privacy.registry import SubjectColumn, all_models, origin_of, subject_columns
from privacy.stores.rekey import remove_row

Uniques = tuple[tuple[str, ...], Q | None]


def settle(survivor: UUID, absorbed: UUID, *, on: date) -> list[str]:
    """Let one row of each pair stay: the survivor's, unless the model gives another reason; the history keeps both.

    Returns how many rows went of which no history is kept, as `app.model/-rows`: no undo brings them back.
    A model says `refuses_merge` where two rows mean that these are two persons, `weighs_in_merge()` where the heavier
    of two stays, and `gives_way()` where the other row can stay in another form.
    """
    by_model: dict[type[Model], list[SubjectColumn]] = defaultdict(list)
    for column in subject_columns():
        if not column.is_history:
            by_model[column.model].append(column)
    lost: list[str] = []
    for model, columns in by_model.items():
        lost += _unite(model, [column.field for column in columns], survivor, absorbed, on)
    return [f"{label}/-{rows}" for label, rows in sorted(Counter(lost).items())]


def _unite(model: type[Model], fields: Iterable[Any], kept: Any, gone: Any, on: date) -> list[str]:
    """Settle the clashes that follow in one model where references to `gone` become references to `kept`."""
    lost: list[str] = []
    by_name = {field.name: field for field in fields}
    for names, condition in _uniques(model):
        own = [by_name[name] for name in names if name in by_name]
        if not own:
            continue
        touched = Q()
        for field in own:
            touched |= Q(**{f"{field.attname}__in": [kept, gone]})
        rows = model._base_manager.filter(touched, *([condition] if condition else []))
        for stays, goes in _pairs(rows, names, own, kept, gone):
            lost += _let_go(model, stays, goes, on)
    return lost


def _uniques(model: type[Model]) -> Iterator[Uniques]:
    """Which columns together may stand once, and among which rows."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(constraint.fields), constraint.condition
    for field in model._meta.local_concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,), None


def _pairs(
    rows: Iterable[Model], names: tuple[str, ...], own: list[Any], kept: Any, gone: Any
) -> Iterator[tuple[Model, Model]]:
    """The row that stays and the one that goes, of each two that would say the same."""
    groups: dict[tuple[Any, ...], list[Model]] = defaultdict(list)
    for row in rows:
        groups[tuple(_united(row.serializable_value(name), kept, gone) for name in names)].append(row)
    for group in groups.values():
        if len(group) > 1:
            ours = [row for row in group if not any(getattr(row, field.attname) == gone for field in own)]
            theirs = [row for row in group if row not in ours]
            first, second = (ours or theirs[:1])[0], theirs[-1]
            yield (second, first) if _weight(second) > _weight(first) else (first, second)


def _united(value: Any, kept: Any, gone: Any) -> Any:
    return kept if value == gone else value


def _weight(row: Model) -> int:
    weigh = getattr(row, "weighs_in_merge", None)
    return 0 if weigh is None else int(weigh())


def _let_go(model: type[Model], stays: Model, goes: Model, on: date) -> list[str]:
    if getattr(model, "refuses_merge", False):
        raise MergeRefused(model._meta.label_lower)
    give_way = getattr(goes, "gives_way", None)
    changes: Mapping[str, Any] | None = give_way(stays, on=on) if give_way else None
    if changes:
        model._base_manager.filter(pk=goes.pk).update(**changes)
        return []
    lost: list[str] = [] if hasattr(model, "history") else [model._meta.label_lower]
    for child, field in _pointing_at(model):
        lost += _unite(child, [field], stays.pk, goes.pk, on)
        child._base_manager.filter(**{field.attname: goes.pk}).update(**{field.attname: stays.pk})
    remove_row(goes)
    return lost


def _pointing_at(model: type[Model]) -> Iterator[tuple[type[Model], "Field[Any, Any]"]]:
    for child in all_models():
        if origin_of(child) is child:
            for field in child._meta.local_concrete_fields:
                if isinstance(field, ForeignKey) and field.related_model is model:
                    yield child, field
