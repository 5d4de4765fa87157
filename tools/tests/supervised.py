"""A real `./run` for the tests of the supervisor: its own state folder, and nothing of ours in its environment."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tools.environment import ROOT

OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PYTHONPATH")
START_SECONDS = 120


def clean_environment(state: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a person's shell would have, and a state folder of our own."""
    kept = {key: value for key, value in os.environ.items() if key not in OURS and not key.startswith(("CRM_", "COV_"))}
    return {**kept, "PYTHON": sys.executable, "CRM_STATE": str(state), **(extra or {})}


def run(state: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """One `./run` to its end, with all that it says."""
    return subprocess.run(
        [ROOT / "run", *arguments],
        env=clean_environment(state, extra),
        cwd=state,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=2 * START_SECONDS,
    )


class Supervised:
    """A `./run` that stays."""

    def __init__(self, state: Path) -> None:
        self.output = state / "said.txt"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [ROOT / "run"],
                env=clean_environment(state),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def stop(self) -> int:
        """Ends it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def said(self) -> str:
        """What it printed until now."""
        return self.output.read_text()

    def wait_until_ready(self) -> None:
        """Waits for the line with the address."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/admin/ ", self.said()):
                self.address = found[1]
                return
            time.sleep(0.1)
        raise AssertionError(self.said())

    def descendants(self) -> dict[int, str]:
        """Every process that comes from it, by number, with its command line."""
        table = processes()
        found: dict[int, str] = {}
        parents = {self.process.pid}
        while parents:
            children = {pid: args for pid, parent, args in table if parent in parents}
            found |= children
            parents = set(children)
        return found


def processes() -> list[tuple[int, int, str]]:
    """All processes of the machine that still run: number, parent, command line."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True)
    table = (line.split(None, 3) for line in listed.stdout.splitlines())
    return [(int(pid), int(parent), args) for pid, parent, status, args in table if not status.startswith("Z")]


def left_of(family: Mapping[int, str], seconds: float = 20) -> dict[int, str]:
    """Those of a family that still run after a while."""
    until = time.monotonic() + seconds
    while True:
        running = {pid for pid, _, _ in processes()}
        left = {pid: args for pid, args in family.items() if pid in running}
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.2)
