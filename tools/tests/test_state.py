import base64
import json
import os

import pytest

from tools.state import AlreadyRunning, NotReachable, State


def test_state_folder_is_made_once_and_its_keys_stay(tmp_path):
    first = State.at(tmp_path / "state").secrets()

    again = State.at(tmp_path / "state").secrets()

    assert again == first
    assert (tmp_path / "state" / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert len(base64.b64decode(first["CRM_KEY_RING"].partition(":")[2])) == 32
    assert len(bytes.fromhex(first["CRM_HMAC_KEY"])) == 32


def test_state_folder_lets_others_pass_only_when_root_hands_a_server_over(tmp_path):
    state = State.at(tmp_path / "state")

    assert state.folder.stat().st_mode & 0o777 == (0o711 if os.geteuid() == 0 else 0o700)
    assert {path.stat().st_mode & 0o777 for path in (state.folder / "files", state.logs)} == {0o700}


def test_state_folder_has_one_supervisor_at_a_time(tmp_path):
    state = State.at(tmp_path / "state")

    with state.locked(), pytest.raises(AlreadyRunning), state.locked():
        pass

    with state.locked():
        pass


def test_running_stack_is_announced_for_as_long_as_it_runs(tmp_path):
    state = State.at(tmp_path / "state")
    running = {"pid": 1, "address": "http://127.0.0.1:8000", "environment": {"REDIS_URL": "unix:///x"}}

    with state.locked():
        state.announce(running)
        assert state.running() == running
        assert (state.folder / "running.json").stat().st_mode & 0o777 == 0o600
        assert json.loads((state.folder / "running.json").read_text()) == running

    with pytest.raises(NotReachable):
        state.running()
