"""The state folder: what a development stack keeps between two starts. It is not in git."""

import base64
import fcntl
import json
import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypedDict

from tools.accounts import Account, make_folder

RUNNING = "running.json"
SYSTEM_STATE = Path("/var/lib/cluster-crm")


class Running(TypedDict):
    """What a running stack leaves for `./run manage`: socket addresses only, never a password."""

    pid: int
    address: str
    environment: dict[str, str]


class NotReachable(Exception):
    """Somebody holds the state folder, but no running stack."""


class AlreadyRunning(Exception):
    """Another supervisor has this state folder."""


@dataclass(frozen=True)
class State:
    """One state folder."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Opens it, and makes it on the first start. Root's can be entered: a service account has folders in it."""
        folder = make_folder(folder.absolute(), 0o711 if os.geteuid() == 0 else 0o700)
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(f"{folder} belongs to another account; set CRM_STATE to a folder of yours.")
        make_folder(folder / "files", 0o700)
        return cls(folder)

    @property
    def logs(self) -> Path:
        """Where each process writes its log."""
        return make_folder(self.folder / "logs", 0o700)

    @property
    def demo_mark(self) -> Path:
        """Stands there when the demonstration data was loaded."""
        return self.folder / "demo-loaded"

    def secrets(self) -> dict[str, str]:
        """The keys of this installation: made once, readable by its owner alone."""
        kept: dict[str, str] = json.loads(self.once("secrets.json", json.dumps(new_secrets())))
        return kept

    def once(self, name: str, content: str) -> str:
        """The content of a private file, written now if it was not there."""
        path = self.folder / name
        if not path.exists():
            write_private(path, content)
        return path.read_text()

    def server_home(self, account: Account | None) -> Path:
        """Where PostgreSQL keeps its files: here, or under the system's state when its account cannot walk here."""
        if account is None or account.can("x", self.folder):
            return self.folder
        name = self.once("id", uuid.uuid4().hex)
        return make_folder(make_folder(SYSTEM_STATE, 0o711) / name, 0o711)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the folder for one supervisor; the kernel lets go when that dies."""
        with (self.folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AlreadyRunning(self.folder) from None
            (self.folder / RUNNING).unlink(missing_ok=True)
            yield
            (self.folder / RUNNING).unlink(missing_ok=True)

    def announce(self, running: Running) -> None:
        """Says where the stack is reached."""
        write_private(self.folder / RUNNING, json.dumps(running))

    def running(self) -> Running:
        """Where the stack that holds the lock is reached."""
        try:
            found: Running = json.loads((self.folder / RUNNING).read_text())
        except FileNotFoundError:
            raise NotReachable(
                f"Another start or command has {self.folder} at this moment: wait for it, or keep ./run open beside it."
            ) from None
        return found


def write_private(path: Path, content: str) -> None:
    """Writes a file that only its owner reads; it is there whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
    draft.replace(path)


def new_secrets() -> dict[str, str]:
    """Fresh random keys in the form that the settings read."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "CRM_KEY_RING": f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "CRM_HMAC_KEY": secrets.token_hex(32),
    }
