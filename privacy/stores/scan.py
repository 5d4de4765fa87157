"""A look into every text-like column of every table, and into every stored file: declared or not.

It asks the database what columns there are, not the registry: what was forgotten there must be found here.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.core.files.storage import default_storage
from django.db import connection

BATCH = 2000
LARGEST_MEMBER = 50 * 1024 * 1024
RUNS = re.compile(rb"[ -~]{6,}")

COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type,
       (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = format('%%I.%%I', c.table_schema, c.table_name)::regclass AND i.indisprimary)
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (
      c.data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'ARRAY', 'USER-DEFINED',
                      'name', 'xml', 'tsvector'))
ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Column:
    """One column that can hold text; `key` is the column of the primary key, or empty where a table has none."""

    table: str
    name: str
    kind: str
    key: str

    @property
    def place(self) -> str:
        """`table.column`, as findings name it."""
        return f"{self.table}.{self.name}"

    @property
    def as_text(self) -> str:
        """The SQL that shows the value as text."""
        column = connection.ops.quote_name(self.name)
        return f"encode({column}, 'escape')" if self.kind == "bytea" else f"{column}::text"

    @property
    def row(self) -> str:
        """The SQL that names the row."""
        return f"{connection.ops.quote_name(self.key)}::text" if self.key else "ctid::text"


def text_columns() -> list[Column]:
    """Every column of ours that can hold text."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [])
        return [Column(table, name, kind, key or "") for table, name, kind, key in cursor.fetchall()]


def rows_containing(texts: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Place, row and number of the text, for each row that contains one of the texts, in any case of letters."""
    for column in text_columns():
        hits = ", ".join(["position(lower(%s) in lower(value)) > 0"] * len(texts))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT row, hits FROM (SELECT row, ARRAY[{hits}] AS hits FROM (SELECT {column.row} AS row,"
                f" {column.as_text} AS value FROM {connection.ops.quote_name(column.table)}) v) h"
                " WHERE TRUE = ANY(hits)",
                list(texts),
            )
            for row, found in cursor.fetchall():
                yield from ((column.place, row, number) for number, is_hit in enumerate(found) if is_hit)


def all_texts() -> Iterator[tuple[str, str, str]]:
    """Place, row and text of every non-empty value, read in batches by a cursor of the server."""
    for column in text_columns():
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                f"SELECT {column.row}, {column.as_text} FROM {connection.ops.quote_name(column.table)}"
                f" WHERE {connection.ops.quote_name(column.name)} IS NOT NULL"
            )
            while batch := cursor.fetchmany(BATCH):
                yield from ((column.place, row, text) for row, text in batch if text)


def files_containing(texts: Sequence[str], keys: Iterator[str]) -> Iterator[tuple[str, int]]:
    """Key of the file and number of the text, for each stored file whose bytes or packed members contain a text."""
    needles = [text.lower() for text in texts]
    for key in keys:
        with default_storage.open(key) as file:
            contents = _contents(file.read())
        for number, needle in enumerate(needles):
            if any(_contains(content, needle) for content in contents):
                yield key, number


def file_texts(keys: Iterator[str]) -> Iterator[tuple[str, str, str]]:
    """`files`, key and text of every stored file and of the members of packed ones, as far as they are text."""
    for key in keys:
        with default_storage.open(key) as file:
            contents = _contents(file.read())
        yield from (("files", key, _readable(content)) for content in contents)


def _readable(content: bytes) -> str:
    """The text of a file; of one that is no text, the runs of letters that a person could read in it."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "\n".join(run.decode() for run in RUNS.findall(content))


def _contents(content: bytes) -> list[bytes]:
    if not zipfile.is_zipfile(BytesIO(content)):
        return [content]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if member.file_size < LARGEST_MEMBER]
        return [content, *(archive.read(member) for member in members if not member.flag_bits & 1)]


def _contains(content: bytes, needle: str) -> bool:
    text = content.decode("utf-8", errors="replace").lower()
    return needle in text or needle.encode("utf-16-le") in content
