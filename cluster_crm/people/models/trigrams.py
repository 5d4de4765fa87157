"""An index on what people type from memory: parts of names, addresses and numbers, with their mistakes."""

from typing import Any, Final

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from cluster_crm.people.names import PARTICLES

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"

PENDING_KB: Final = 64
"""The most that new rows may take up outside an index, in kilobytes; PostgreSQL takes no less."""

WORDS: Final = "BTRIM(REGEXP_REPLACE(%(expressions)s, '[^[:alnum:]]+', ' ', 'g'))"
WITHOUT_INFIXES: Final = f"BTRIM(REGEXP_REPLACE({WORDS}, '\\m({'|'.join(sorted(PARTICLES))})\\M ?', '', 'g'))"


class SearchWords(models.Func):
    """The words of a name that has no accents, as `search_words` makes them of what is typed: without infixes."""

    template = f"COALESCE(NULLIF({WITHOUT_INFIXES}, ''), {WORDS})"
    output_field = models.CharField()


class TrigramIndex(GinIndex):
    """Serves `LIKE '%part%'` and likeness on text columns; it brings PostgreSQL's extension pg_trgm along.

    The owner of a database may create that extension (it is a trusted one), so no migration of one app has to come
    before those of another.
    """

    def __init__(self, *expressions: Any, **kwargs: Any) -> None:
        fields = kwargs.get("fields", ())
        super().__init__(*expressions, **{"opclasses": ["gin_trgm_ops"] * len(fields)} | kwargs)

    def get_with_params(self) -> list[str]:
        """Keep few new rows outside the index: each search reads those one by one, and a planner avoids it then."""
        return [*super().get_with_params(), f"gin_pending_list_limit = {PENDING_KB}"]

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: Any
    ) -> Any:
        """Return the statements that make sure of the extension and create the index."""
        return f"{EXTENSION}; {super().create_sql(model, schema_editor, using=using, **kwargs)}"

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Say to a migration what it cannot know by itself."""
        path, args, kwargs = super().deconstruct()
        return path, args, {key: value for key, value in kwargs.items() if key != "opclasses"}
