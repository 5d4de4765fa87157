"""Many new rows written at once, by COPY: the triggers record each of them, and Django compiles no statement."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    Field,
    ForeignKey,
    Model,
    TextField,
    UUIDField,
)
from django.db.models.expressions import DatabaseDefault

NOTHING: Final = type(None)
HANDED_ON: "Final[Mapping[type[Field[Any, Any]], frozenset[type]]]" = {
    CharField: frozenset({str, NOTHING}),
    TextField: frozenset({str, NOTHING}),
    UUIDField: frozenset({UUID, NOTHING}),
    DateField: frozenset({date, NOTHING}),
    BooleanField: frozenset({bool, NOTHING}),
}
"""The values that these fields hand to the database as they are; they need not be asked, row by row, to do so."""


def copy_in(rows: Sequence[Model]) -> None:
    """Write new rows of one model; one statement. Keys that the database gives out must have been taken before.

    Raises Django's errors, as `bulk_create` does; unlike that it takes no expressions but the database's defaults.
    """
    if not rows:
        return
    options = rows[0]._meta
    fields = [field for field in options.local_concrete_fields if not field.generated and _is_given(field, rows[0])]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    values = [_value_of(field, connections[DEFAULT_DB_ALIAS]) for field in fields]
    statement = f"COPY {connection.ops.quote_name(options.db_table)} ({columns}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([value_of(row) for value_of in values])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _is_given(field: "Field[object, object]", row: Model) -> bool:
    value = getattr(row, field.attname)
    return not isinstance(value, DatabaseDefault) and not (isinstance(field, AutoField) and value is None)


def _value_of(field: "Field[Any, Any]", database: BaseDatabaseWrapper) -> Callable[[Model], object]:
    """How a row's value for a column is taken as the field would give it to the database."""
    target, name = _target_of(field), field.attname
    handed_on = frozenset() if _sets_itself(field) else HANDED_ON.get(type(target), frozenset())

    def value_of(row: Model) -> object:
        value = getattr(row, name)
        if type(value) in handed_on:
            return value
        return field.get_db_prep_save(field.pre_save(row, True), database)

    return value_of


def _target_of(field: "Field[Any, Any]") -> "Field[Any, Any]":
    """The field whose values a column holds: of a key to another table, that table's."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field


def _sets_itself(field: "Field[Any, Any]") -> bool:
    """Whether a field makes its own value when it is saved, as the moment of a change."""
    return isinstance(field, DateField) and (field.auto_now or field.auto_now_add)


def take_keys(model: type[Model], count: int) -> list[int]:
    """Take keys from the sequence of a model whose rows are written by `copy_in`."""
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, key.column, count],
        )
        return [number for (number,) in cursor.fetchall()]
