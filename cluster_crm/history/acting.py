"""Who changes rows, and why: history takes both from the transaction (SEC-06)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def acting(user_id: int | None, reason: str = "") -> Iterator[None]:
    """Record the changes of this transaction under a user (None: the system itself) and a reason.

    Blocks nest; the outer user and reason return with the end or rollback of the inner one, and nothing outlives
    the transaction. The reason is a code or a reference of at most 100 characters, never personal data.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('crm.user_id', true), current_setting('crm.reason', true),"
            " set_config('crm.user_id', %s, true), set_config('crm.reason', %s, true)",
            [str(user_id or ""), reason],
        )
        outer = cursor.fetchone()[:2]
        yield
        if not connection.needs_rollback:
            cursor.execute(
                "SELECT set_config('crm.user_id', %s, true), set_config('crm.reason', %s, true)",
                [value or "" for value in outer],
            )
