"""Triggers carried by `Meta.constraints` so that migrations stay truthful: first the one that writes history (SEC-06).

As a constraint it is seen by Django's own autodetector: adding, removing or renaming a tracked column or table
makes a migration that replaces the trigger. The function compares and copies the tracked columns only.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# It runs as the owner of the tables, so that a login which may only read history still writes it by changing a row.
# PUBLIC may not execute it: a login could otherwise hang it on a temporary table and invent history.
# clock_timestamp(), as two changes in one transaction need two dates for `as_of` and `prev_record`.
FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    r record;
    kind text;
BEGIN
    IF TG_OP = 'INSERT' THEN r := NEW; kind := '+';
    ELSIF TG_OP = 'DELETE' THEN r := OLD; kind := '-';
    ELSIF ROW({old}) IS NOT DISTINCT FROM ROW({new}) THEN RETURN NULL;
    ELSE r := NEW; kind := '~';
    END IF;
    INSERT INTO {history}
        ({columns}, history_date, history_type, history_change_reason, history_user_id)
    VALUES
        ({values}, clock_timestamp(), kind, left(nullif(current_setting('crm.reason', true), ''), 100),
         nullif(current_setting('crm.user_id', true), '')::bigint);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION {function}() FROM PUBLIC;
CREATE OR REPLACE TRIGGER {trigger} AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW WHEN (current_user <> 'crm_eraser') EXECUTE FUNCTION {function}()
"""


class DeferredTrigger(str):
    """SQL that waits for the end of the migration, marked with the trigger that it creates."""

    trigger: str


class Trigger(models.BaseConstraint):
    """A trigger and the function of the same name that it runs, created and dropped with the table's constraints."""

    def function_sql(self, model: type[models.Model], quote: Callable[[str], str]) -> str:
        """Return the statements that create the function and its trigger."""
        raise NotImplementedError

    def create_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]  # never None
        """Return the function and its trigger, for a table that exists."""
        self._drop_deferred(schema_editor)
        return self.function_sql(model, schema_editor.quote_name)

    def constraint_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]  # never None
        """Add nothing to CREATE TABLE, which calls this: the trigger is created after it."""
        sql = DeferredTrigger(self.create_sql(model, schema_editor))
        sql.trigger = self.name
        schema_editor.deferred_sql.append(sql)
        return ""

    def remove_sql(self, _model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]  # never None
        """Drop the function, which takes its trigger along."""
        self._drop_deferred(schema_editor)
        return f"DROP FUNCTION IF EXISTS public.{schema_editor.quote_name(self.name)}() CASCADE"

    def _drop_deferred(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Forget an older form that still waits: in a squashed migration it would run last and win."""
        schema_editor.deferred_sql[:] = [
            sql for sql in schema_editor.deferred_sql if getattr(sql, "trigger", None) != self.name
        ]

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Refuse nothing in Python: a trigger works in the database."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


class HistoryTrigger(Trigger):
    """Each insert, change and delete of a row becomes a row of the history table, except under `crm_eraser`."""

    def __init__(self, *, name: str, history_table: str, columns: Iterable[str]) -> None:
        super().__init__(name=name)
        self.history_table = history_table
        self.columns = list(columns)

    def function_sql(self, model: type[models.Model], quote: Callable[[str], str]) -> str:
        """Return the function that copies the tracked columns, and its trigger."""
        columns = [quote(column) for column in self.columns]

        def listed(prefix: str = "") -> str:
            return ", ".join(prefix + column for column in columns)

        return FUNCTION.format(
            function=f"public.{quote(self.name)}",
            trigger=quote(self.name),
            table=f"public.{quote(model._meta.db_table)}",
            history=f"public.{quote(self.history_table)}",
            columns=listed(),
            values=listed("r."),
            old=listed("OLD."),
            new=listed("NEW."),
        )

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """Say to a migration which columns go to which table."""
        path, _args, kwargs = super().deconstruct()
        return path, (), kwargs | {"history_table": self.history_table, "columns": self.columns}


FREEZE = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%.% is published: it neither changes nor goes.', TG_TABLE_NAME, OLD.id
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE OR REPLACE TRIGGER {trigger} BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW WHEN (OLD.{column} IS NOT NULL) EXECUTE FUNCTION {function}()
"""


class FrozenTrigger(Trigger):
    """A row whose `column` (a moment) is filled neither changes nor goes, whoever asks; it fails as IntegrityError."""

    def __init__(self, *, name: str, column: str) -> None:
        super().__init__(name=name)
        self.column = column

    def function_sql(self, model: type[models.Model], quote: Callable[[str], str]) -> str:
        """Return the function that refuses, and its trigger."""
        return FREEZE.format(
            function=f"public.{quote(self.name)}",
            trigger=quote(self.name),
            table=f"public.{quote(model._meta.db_table)}",
            column=quote(self.column),
        )

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """Say to a migration which column freezes the row."""
        path, _args, kwargs = super().deconstruct()
        return path, (), kwargs | {"column": self.column}
