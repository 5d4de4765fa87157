"""The account that PostgreSQL runs as: it refuses root, and nobody's folders are opened up for it."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

PREFERRED = ("postgres", "nobody")


class Identity(TypedDict, total=False):
    """The arguments of `subprocess` that change the account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A system account that a root supervisor hands a server to."""

    name: str
    uid: int
    gid: int

    def identity(self) -> Identity:
        """How `subprocess` becomes it, without any other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, mode: str, path: Path) -> bool:
        """Whether the kernel lets it read (r), write (w) or enter (x) a path, asked as that account."""
        asked = subprocess.run(["test", f"-{mode}", path], cwd="/", check=False, **self.identity())
        return asked.returncode == 0


def identity_of(account: Account | None) -> Identity:
    """The same for an account that may be our own, which needs no change."""
    return account.identity() if account else {}


def service_account(data: Path) -> Account | None:
    """Nobody else for an ordinary user; for root the owner of the data that is there, or a service account."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        owner = pwd.getpwuid(data.stat().st_uid)
        return Account(owner.pw_name, owner.pw_uid, owner.pw_gid)
    found = next(entry for name in PREFERRED for entry in pwd.getpwall() if entry.pw_name == name)
    return Account(found.pw_name, found.pw_uid, found.pw_gid)


def make_folder(folder: Path, mode: int, account: Account | None = None) -> Path:
    """A folder of our own with exactly this mode and owner; one that stands there must already be right."""
    try:
        folder.mkdir(mode=mode, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not folder.is_dir() or folder.is_symlink() or found.st_uid not in {os.geteuid(), account and account.uid}:
            raise PermissionError(f"{folder} belongs to another account: remove it, or set CRM_STATE.") from None
        return folder
    folder.chmod(mode)
    if account:
        os.chown(folder, account.uid, account.gid)
    return folder
