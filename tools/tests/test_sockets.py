import socket
from pathlib import Path

import pytest

from tools import sockets


def test_socket_folder_that_is_short_and_plain_is_taken(tmp_path):
    wanted = tmp_path / "sockets"

    folder = sockets.socket_folder(wanted)

    assert folder == wanted
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["x" * 90, "My Projects", "50%", "a?b#c"])
def test_socket_folder_that_has_no_address_moves_to_a_short_private_one(tmp_path, monkeypatch, name):
    monkeypatch.setattr(sockets.tempfile, "tempdir", str(tmp_path))

    folder = sockets.socket_folder(tmp_path / name)

    assert folder.parent in {tmp_path, Path("/tmp")}  # noqa: S108 - the place of last resort
    assert folder == sockets.socket_folder(tmp_path / name), "the next start finds it again"
    assert sockets.fits(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.rmdir()


def test_socket_folder_that_is_a_link_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sockets").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(PermissionError):
        sockets.socket_folder(tmp_path / "sockets")


def test_listen_from_a_taken_port_takes_the_next_free_one():
    with sockets.listen_from(8600) as first:
        taken = first.getsockname()[1]

        with sockets.listen_from(taken) as second:
            assert second.getsockname()[1] > taken
            assert second.getsockname()[0] == "127.0.0.1"
            assert isinstance(second, socket.socket)
