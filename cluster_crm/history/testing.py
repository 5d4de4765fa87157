"""What tests of other apps need to look at history from the logins that are not the owner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

import psycopg
from django.db import connection
from psycopg.pq import TransactionStatus

# The role is left alone on a server that has none for the web, or does not lend it to the owner of the tests.
TAKE_RIGHTS: Final = """
SELECT set_config('role', coalesce(
    (SELECT rolname FROM pg_roles WHERE rolname = 'crm_app' AND pg_has_role(session_user, oid, 'MEMBER')),
    'none'), false)
"""


@contextmanager
def connected_as(login: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect to the test database as a login of its own, in autocommit."""
    settings = connection.settings_dict
    address = {"host": settings["HOST"], "port": settings["PORT"], "dbname": settings["NAME"]}
    with psycopg.connect(
        **{name: value for name, value in address.items() if value}, user=login, autocommit=True
    ) as session:
        yield session


@contextmanager
def logged_in_as(login: str) -> Iterator[None]:
    """Let Django itself log in as the web or the worker does; what the test wrote before must be committed."""
    settings = connection.settings_dict
    owner = settings["USER"]
    connection.close()
    settings["USER"] = login
    try:
        yield
    finally:
        connection.close()
        settings["USER"] = owner


def with_rights_of_web(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap what asks for a page, so that it is made with no more rights than the web's login has.

    What it says to the database goes past Django, which counts statements.
    """

    @wraps(ask)
    def asked(*args: Any, **kwargs: Any) -> Any:
        _say(TAKE_RIGHTS)
        try:
            return ask(*args, **kwargs)
        finally:
            _say("RESET ROLE")

    return asked


def _say(statement: str) -> None:
    """Say something to the database: nothing in a test without one, nor in a transaction that is to be undone."""
    try:
        connection.ensure_connection()
    except RuntimeError:
        return
    if connection.connection.info.transaction_status != TransactionStatus.INERROR:
        connection.connection.execute(statement)
