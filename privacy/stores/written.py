"""Many new rows written at once, by COPY: the triggers record each of them, and Django compiles no statement."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import AutoField, Field, Model
from django.db.models.expressions import DatabaseDefault


def copy_in(rows: Sequence[Model]) -> None:
    """Write new rows of one model; one statement. Keys that the database gives out must have been taken before.

    Raises Django's errors, as `bulk_create` does; unlike that it takes no expressions but the database's defaults.
    """
    if not rows:
        return
    options = rows[0]._meta
    fields = [field for field in options.local_concrete_fields if not field.generated and _is_given(field, rows[0])]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    statement = f"COPY {connection.ops.quote_name(options.db_table)} ({columns}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _is_given(field: "Field[object, object]", row: Model) -> bool:
    value = getattr(row, field.attname)
    return not isinstance(value, DatabaseDefault) and not (isinstance(field, AutoField) and value is None)


def take_keys(model: type[Model], count: int) -> list[int]:
    """Take keys from the sequence of a model whose rows are written by `copy_in`."""
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, key.column, count],
        )
        return [number for (number,) in cursor.fetchall()]
