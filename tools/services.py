"""The data services of one stack: those that the environment names, and embedded ones for the rest."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from tools import postgres, roles, valkey
from tools.accounts import make_folder, service_account
from tools.children import Children
from tools.progress import step
from tools.sockets import socket_folder
from tools.state import State

DATABASE_URL = "DATABASE_URL"
REDIS_URL = "REDIS_URL"


@dataclass(frozen=True)
class Services:
    """Where the data services of this stack are reached."""

    redis_url: str
    sockets: Path | None = None
    external_database_url: str = field(default="", repr=False)

    def database_url(self, role: str) -> str:
        """The address for a login; a server of somebody else has one login for all."""
        return roles.database_url(self.sockets, role) if self.sockets else self.external_database_url

    def environment(self, role: str) -> dict[str, str]:
        """What a process that works under this login is told."""
        return {DATABASE_URL: self.database_url(role), REDIS_URL: self.redis_url}


def start_services(children: Children, state: State, *, is_throw_away: bool = False) -> Services:
    """Starts what the environment does not name."""
    external, sockets = os.environ.get(DATABASE_URL, ""), None
    if not external:
        with step("starting the embedded PostgreSQL (unix socket only)"):
            sockets = start_postgres(children, state, is_throw_away=is_throw_away)
    redis_url = os.environ.get(REDIS_URL, "")
    if not redis_url:
        with step("starting the embedded Valkey (unix socket only)"):
            folder = make_folder(state.folder / "valkey", 0o700)
            redis_url = valkey.start(
                children, folder=folder, sockets=socket_folder(folder), is_throw_away=is_throw_away
            )
    return Services(redis_url, sockets, external)


def start_postgres(children: Children, state: State, *, is_throw_away: bool) -> Path:
    """Starts PostgreSQL with its roles and database; tells the folder of its socket."""
    binaries = postgres.find_binaries(os.environ)
    data_here = state.folder / f"pg{binaries.major}"
    account = service_account(data_here)
    home = state.server_home(account)
    cluster = postgres.Cluster(
        binaries=postgres.reachable(binaries, account, home),
        home=home,
        sockets=socket_folder(home / "sockets", account),
        account=account,
        is_throw_away=is_throw_away,
    )
    cluster.create()
    cluster.start(children)
    roles.prepare(cluster.sockets)
    return cluster.sockets
