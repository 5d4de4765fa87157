"""Addresses: folders for unix sockets that are short enough, and a free port for the web server."""

import hashlib
import os
import re
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.accounts import Account, make_folder

LONGEST_PATH = 100  # the kernel's limit is 108 on Linux, 104 on macOS
PLAIN = re.compile(r"[A-Za-z0-9/._-]+")
POSTGRES_SOCKET = ".s.PGSQL.5432"
PORTS_TRIED = 100


def socket_folder(wanted: Path, account: Account | None = None) -> Path:
    """The wanted folder, or a short one in the temporary folder when its path is too long or odd for an address."""
    return make_folder(next(folder for folder in candidates(wanted) if fits(folder)), 0o700, account)


def candidates(wanted: Path) -> Iterator[Path]:
    """Where sockets may lie, best first."""
    yield wanted
    short = f"crm-{hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]}"
    yield Path(tempfile.gettempdir()) / short
    yield Path("/tmp") / short  # noqa: S108 - the folder is made with mode 0700 and its owner is checked


def fits(folder: Path) -> bool:
    """Whether a socket in it has an address, and the address can stand in a URL as it is."""
    longest = os.fsencode(folder / POSTGRES_SOCKET)
    return len(longest) <= LONGEST_PATH and PLAIN.fullmatch(str(folder)) is not None


def listen_from(port: int) -> socket.socket:
    """A listening socket on the first free port from this one on; the web server inherits it, so nobody slips in."""
    for candidate in range(port, port + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", candidate))
        except OSError:
            listener.close()
            continue
        listener.listen(64)
        return listener
    raise OSError(f"No free port from {port} to {port + PORTS_TRIED - 1}; name another one with --port.")
