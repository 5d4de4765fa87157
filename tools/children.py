"""Child processes: started so that none outlives its supervisor, watched, and stopped in reverse order."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tools.accounts import Account, identity_of

PR_SET_PDEATHSIG = 1
INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TAIL_LINES = 20
PATIENCE_SECONDS = 10.0


class ChildDied(Exception):
    """A process that everything else needs has ended by itself."""


def die_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """What a child does before it becomes its program: ask Linux for a signal when its supervisor dies.

    It runs after the change of account, which would clear the request, and covers a supervisor that is already gone.
    """
    if sys.platform != "linux":
        return None
    prctl, supervisor = ctypes.CDLL(None).prctl, os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
        if os.getppid() != supervisor:
            os._exit(1)

    return ask


@dataclass(frozen=True)
class Child:
    """One process, its log and the signal that ends it decently."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self.process.poll() is not None

    def log_tail(self) -> str:
        """The last lines it wrote."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-TAIL_LINES:])

    def stop(self) -> None:
        """Asks, waits, and then insists on the whole group."""
        if self.has_ended():
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Children:
    """The processes of one supervisor; leaving the `with` block stops them, the youngest first."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.register = logs / "children.json"
        self.members: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        folder: Path = Path("/"),
        account: Account | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        pass_fds: Sequence[int] = (),
    ) -> Child:
        """Starts one process with its own log. Only from the main thread: Linux watches the thread, not the process."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(stop_signal),  # noqa: PLW1509 - nothing of ours runs in other threads
                pass_fds=pass_fds,
                **identity_of(account),
            )
        child = Child(name, process, log, stop_signal)
        self.members.append(child)
        self.register.write_text(json.dumps({each.process.pid: born(each.process.pid) for each in self.members}))
        return child

    def forget(self, child: Child) -> None:
        """Takes out a child whose end was expected."""
        self.members.remove(child)

    def check(self) -> None:
        """Raises when one of them has ended, with what it said last."""
        for child in self.members:
            if child.has_ended():
                raise ChildDied(f"{child.name} ended with {child.process.returncode}. Its log:\n{child.log_tail()}")

    def end_leftovers(self) -> None:
        """Stops what a killed supervisor left behind where the system does not see to that (macOS).

        A process is known by its number and the moment of its birth, so that nobody else's is ever stopped.
        """
        known = json.loads(self.register.read_text()) if self.register.exists() else {}
        for number, moment in known.items():
            if moment and born(int(number)) == moment:
                os.kill(int(number), signal.SIGTERM)
                wait_for_end(int(number), moment)
        self.register.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        self.end_leftovers()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stops all; a second Ctrl-C does not leave half of them behind."""
        handlers = {number: signal.signal(number, signal.SIG_IGN) for number in INTERRUPTIONS}
        while self.members:
            self.members.pop().stop()
        self.register.unlink(missing_ok=True)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def born(pid: int) -> str:
    """The moment a process began, in the words of the system; nothing when there is none."""
    asked = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def wait_for_end(pid: int, moment: str) -> None:
    """Waits for a process that is not our child, and insists in the end."""
    until = time.monotonic() + PATIENCE_SECONDS
    while born(pid) == moment:
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
