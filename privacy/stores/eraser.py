"""The one database role whose deletions leave no trace in the audit history (docs/decisions/history-by-triggers.md)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from cluster_crm.history.privileges import ERASER

BECOME_ERASER = """
SELECT set_config('role', coalesce(
    (SELECT rolname FROM pg_roles WHERE rolname = %s AND pg_has_role(session_user, oid, 'MEMBER')), 'none'), true)
"""

MAY_FORGET = """
SELECT has_table_privilege(session_user, %s, 'DELETE')
       OR EXISTS (SELECT FROM pg_roles WHERE rolname = %s AND pg_has_role(session_user, oid, 'MEMBER'))
"""


def may_forget(table: str) -> bool:
    """Return whether this login may delete what a history table says, by itself or as the eraser."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_FORGET, [f"public.{connection.ops.quote_name(table)}", ERASER])
        return bool(cursor.fetchone()[0])


@contextmanager
def as_eraser() -> Iterator[None]:
    """Run the statements of an erasure unrecorded, inside the caller's transaction.

    With a single database login there is no such role: deletions are then recorded, and the rows of history go after
    the live rows in the same transaction, which leaves nothing either, only slower.
    """
    with connection.cursor() as cursor:
        cursor.execute(BECOME_ERASER, [ERASER])
        yield
        cursor.execute("SET LOCAL ROLE NONE")
