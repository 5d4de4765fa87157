"""The database's guard that nobody is held as a referee or emergency contact whom nobody named (SRC-07)."""

from collections.abc import Callable
from typing import Any

from django.db import models

from cluster_crm.history.triggers import Trigger

# It waits for the end of the transaction, in which the person and the row of who named him come in either order.
# A person who is gone again by then is asked nothing.
FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM {table} WHERE data_subject_id = NEW.data_subject_id)
        AND NOT EXISTS (SELECT FROM {naming_table} WHERE {naming_column} = NEW.data_subject_id)
    THEN
        RAISE EXCEPTION 'Nobody named this person.' USING ERRCODE = 'check_violation', CONSTRAINT = {constraint};
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS {trigger} ON {table};
CREATE CONSTRAINT TRIGGER {trigger} AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION {function}()
"""


class NamedByPrincipal(Trigger):
    """A new row stands only where, at the end of the transaction, a row of the naming table points at its person."""

    def __init__(self, *, name: str, naming_table: str, naming_column: str) -> None:
        super().__init__(name=name)
        self.naming_table = naming_table
        self.naming_column = naming_column

    def function_sql(self, model: type[models.Model], quote: Callable[[str], str]) -> str:
        """Return the function that looks for who named the person, and its trigger."""
        return FUNCTION.format(
            function=f"public.{quote(self.name)}",
            trigger=quote(self.name),
            constraint=f"'{self.name}'",
            table=f"public.{quote(model._meta.db_table)}",
            naming_table=f"public.{quote(self.naming_table)}",
            naming_column=quote(self.naming_column),
        )

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """Say to a migration where those who name people stand."""
        path, _args, kwargs = super().deconstruct()
        return path, (), kwargs | {"naming_table": self.naming_table, "naming_column": self.naming_column}
