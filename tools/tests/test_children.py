import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from tools.children import ChildDied, Children, born
from tools.environment import ROOT

SHELL = {"PATH": os.environ["PATH"]}


def test_children_are_stopped_the_youngest_first(tmp_path):
    note = tmp_path / "note"
    script = f'trap "echo $0 >> {note}; exit 0" TERM; echo up; while :; do sleep 0.05; done'

    with Children(tmp_path) as children:
        for name in ("first", "second"):
            child = children.start(name, ["sh", "-c", script, name], environment=SHELL)
            while "up" not in child.log_tail():
                time.sleep(0.01)

    assert note.read_text().split() == ["second", "first"]


def test_child_that_does_not_listen_is_killed_with_its_group(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.children.PATIENCE_SECONDS", 0.2)

    with Children(tmp_path) as children:
        child = children.start("deaf", ["sh", "-c", 'trap "" TERM; echo up; sleep 60 & wait'], environment=SHELL)
        while "up" not in child.log_tail():
            time.sleep(0.01)

    assert child.process.returncode == -signal.SIGKILL


def test_child_that_dies_is_reported_with_the_end_of_its_log(tmp_path):
    with Children(tmp_path) as children:
        child = children.start("brief", ["sh", "-c", "echo last words; exit 3"], environment=SHELL)
        child.process.wait()

        with pytest.raises(ChildDied, match=r"(?s)brief ended with 3.*last words"):
            children.check()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no signal for the death of a parent")
def test_child_dies_with_a_supervisor_that_is_killed(tmp_path):
    supervisor = subprocess.Popen(
        [sys.executable, "-c", f"""
from pathlib import Path; import os, time
from tools.children import Children
children = Children(Path({str(tmp_path)!r}))
print(children.start("sleeper", ["sleep", "60"], environment={SHELL!r}).process.pid, flush=True)
time.sleep(60)"""],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert supervisor.stdout
    sleeper = int(supervisor.stdout.readline())

    supervisor.kill()
    supervisor.communicate()

    assert ends(sleeper)


def test_leftover_of_a_killed_supervisor_is_ended_by_the_next_one(tmp_path):
    leftover, stranger = (subprocess.Popen(["sleep", "60"]) for _ in range(2))
    known = {leftover.pid: born(leftover.pid), stranger.pid: "the number had another owner then"}
    (tmp_path / "children.json").write_text(json.dumps(known))
    reaper = threading.Thread(target=leftover.wait)
    reaper.start()

    with Children(tmp_path):
        reaper.join(5)

        assert leftover.returncode == -signal.SIGTERM
        assert stranger.poll() is None

    stranger.kill()
    stranger.wait()


def ends(pid: int) -> bool:
    """Whether a process is gone within two seconds; a zombie that nobody reaps counts as gone."""
    for _ in range(40):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        if not state or state.startswith("Z"):
            return True
        time.sleep(0.05)
    return False
