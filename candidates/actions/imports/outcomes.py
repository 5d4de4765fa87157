"""What became of rows, written for 500 of them in one statement."""

import json
from collections.abc import Iterable

from django.db import connection

from candidates.models import ImportRow

WRITE = f"""
UPDATE {ImportRow._meta.db_table} r
SET state = n.state, plan = n.plan, reason = n.reason, problems = n.problems, match_reasons = n.match_reasons,
    is_suppressed = n.is_suppressed, data_subject_id = n.data_subject_id
FROM jsonb_to_recordset(%s::jsonb) n (id uuid, state text, plan text, reason text, problems text[],
    match_reasons text[], is_suppressed boolean, data_subject_id uuid)
WHERE r.id = n.id
"""  # noqa: S608 - the name of our own table
EMPTY = f"""
UPDATE {ImportRow._meta.db_table}
SET cells = '{{}}', draft = '{{}}', text = '', evidence = '[]',
    email = '', phone = '', profile_url = '', file_name = '', file = ''
WHERE id = ANY(%s)
"""  # noqa: S608 - as above
SETTLED = ("state", "plan", "reason", "problems", "match_reasons", "is_suppressed", "data_subject_id")

Outcome = tuple[object, ...]


def outcome_of(row: ImportRow) -> Outcome:
    """What is written about a row, to see whether it changed."""
    return tuple(list(value) if isinstance(value, list) else value for value in (getattr(row, f) for f in SETTLED))


def write_outcomes(rows: Iterable[ImportRow]) -> None:
    """Write what became of rows; one statement."""
    values = [{"id": str(row.pk), **{name: _plain(getattr(row, name)) for name in SETTLED}} for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [json.dumps(values)])


def empty_rows(rows: Iterable[ImportRow]) -> None:
    """Leave of rows that are dealt with only what became of them; one statement."""
    keys = [row.pk for row in rows]
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(EMPTY, [keys])


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | list) else str(value)
