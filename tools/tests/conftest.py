"""Throw-away clusters for the tests of the supervisor."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.accounts import Account, service_account
from tools.postgres import Cluster, find_binaries, reachable
from tools.sockets import socket_folder


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a service account can walk to, as pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="crm-tools-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def make_cluster(open_folder: Path) -> Callable[..., Cluster]:
    """Makes a cluster in that folder, for the usual service account or another one."""

    def make(account: Account | None = None, *, is_throw_away: bool = True) -> Cluster:
        account = account or service_account(open_folder / "none")
        return Cluster(
            binaries=reachable(find_binaries({}), account, open_folder),
            home=open_folder,
            sockets=socket_folder(open_folder / "sockets", account),
            account=account,
            is_throw_away=is_throw_away,
        )

    return make
