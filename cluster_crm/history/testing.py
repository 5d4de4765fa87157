"""What tests of other apps need to look at history from the logins that are not the owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection


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
