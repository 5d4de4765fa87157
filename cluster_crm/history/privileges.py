"""What each database login may do: the web and the worker read history and never write it (SEC-06, ERASE-03).

The roles are made by whoever owns the server (`docs/operations.md`); where they do not exist, nothing is granted.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

WEB = "crm_app"
LOGINS = (WEB, "crm_worker")
ERASER = "crm_eraser"

# Owned by the login or by a role it is a member of; a superuser is a member of every role.
ARE_SEPARATED = """
SELECT NOT EXISTS (
           SELECT FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
           AND pg_has_role(session_user, relowner, 'MEMBER'))
       AND NOT pg_has_role('crm_app', 'crm_eraser', 'MEMBER')
"""


def roles_exist(connection: BaseDatabaseWrapper) -> bool:
    """Return whether this server has the roles for web, worker and erasure."""
    names = [*LOGINS, ERASER]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)", [names])
        return bool(cursor.fetchone()[0] == len(names))


def roles_are_separated(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the login of this connection is too weak to touch history or to become the owner."""
    if not roles_exist(connection):
        return False
    with connection.cursor() as cursor:
        cursor.execute(ARE_SEPARATED)
        return bool(cursor.fetchone()[0])


def grant_privileges(
    connection: BaseDatabaseWrapper,
    *,
    history_tables: Iterable[str],
    append_only_tables: Iterable[str],
    web_columns: Mapping[str, Iterable[str]] | None = None,
) -> None:
    """Give the logins their rights on all tables: read only on history, no change of what is append-only.

    Of the tables of `web_columns` the web adds and deletes rows, and reads no columns but those named.
    Runs after each migrate, as the owner; a fixed number of statements in one transaction, the same when repeated.
    """
    if not roles_exist(connection):
        return
    logins, everyone = ", ".join(LOGINS), ", ".join([*LOGINS, ERASER])
    statements = [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {everyone}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {everyone}",
    ]
    if history := _quoted(connection, history_tables):
        statements.append(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {history} FROM {logins}")
    if append_only := _quoted(connection, append_only_tables):
        statements.append(f"REVOKE UPDATE, DELETE, TRUNCATE ON {append_only} FROM {logins}")
    for table, names in (web_columns or {}).items():
        columns = ", ".join(connection.ops.quote_name(name) for name in names)
        statements.append(f"REVOKE SELECT, UPDATE ON {_quoted(connection, [table])} FROM {WEB}")
        statements.append(f"GRANT SELECT ({columns}) ON {_quoted(connection, [table])} TO {WEB}")
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("; ".join(statements))


def _quoted(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> str:
    return ", ".join(f"public.{connection.ops.quote_name(table)}" for table in sorted(tables))
