"""The logins of the database: who owns it, who serves the web, who works in the background, who may erase."""

from pathlib import Path

import psycopg

ADMINISTRATOR = "crm_admin"
DATABASE = "crm"
OWNER = "crm_owner"
WEB = "crm_app"
WORKER = "crm_worker"
ERASER = "crm_eraser"
# NOINHERIT: the worker takes the powers of the eraser on purpose (SET ROLE). The owner inherits: PostgreSQL 15 gives
# the right to make tables through a membership.
ROLES = {
    ERASER: "CREATE ROLE crm_eraser NOLOGIN",
    OWNER: "CREATE ROLE crm_owner LOGIN CREATEDB",
    WEB: "CREATE ROLE crm_app LOGIN",
    WORKER: "CREATE ROLE crm_worker LOGIN NOINHERIT",
}
MEMBERSHIP = "GRANT crm_eraser TO crm_owner, crm_worker"
# Tests ask for pages as the web does; a server of an installation needs neither this nor CREATEDB.
FOR_TESTS = "GRANT crm_app TO crm_owner"
CREATE_DATABASE = "CREATE DATABASE crm OWNER crm_owner"


def database_url(sockets: Path, role: str, database: str = DATABASE) -> str:
    """The address of a login on a unix socket. The folder is absolute, hence two slashes; nothing in it is quoted."""
    return f"postgres://{role}@/{sockets}/{database}"


def prepare(sockets: Path) -> None:
    """Makes the roles and the database that are not there yet; what they may do to tables is said by the migrations."""
    with psycopg.connect(host=str(sockets), user=ADMINISTRATOR, dbname="postgres", autocommit=True) as connection:
        present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for name, statement in ROLES.items():
            if name not in present:
                connection.execute(statement)
        if not ROLES.keys() <= present:
            connection.execute(MEMBERSHIP)
            connection.execute(FOR_TESTS)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(CREATE_DATABASE)
