"""A limited child process for files of strangers: bytes go in on standard input, JSON comes out on standard output.

Readers of PDF, ZIP and mail have bugs. The child has no database, no secrets, little memory and time, and can't write
files, start programs or open connections. It says what went wrong by code only: a traceback may quote the file.
This file is both sides: `read_confined` starts it as a script.
"""

import importlib
import json
import resource
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

SECONDS: Final = 30
MEMORY: Final = 768 * 1024 * 1024
CPU_SECONDS: Final = 20
OPEN_FILES: Final = 64
TOO_COSTLY: Final = "TOO_COSTLY"
CORRUPT: Final = "CORRUPT"
PROJECT: Final = Path(__file__).resolve().parents[2]
COMMAND: Final = (sys.executable, "-P", "-s", "-B", __file__)
FORBIDDEN_EVENTS: Final = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "socket.",
    "ctypes.",
)


class Unanswered(Exception):
    """The child gave no answer: `code` is what it said instead, or TOO_COSTLY where a limit ended it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_confined(module: str, content: bytes, *, seconds: float = SECONDS) -> dict[str, Any]:
    """Return what the function `answer` of a module makes of the content, or raise Unanswered.

    The module imports nothing of Django; its own refusals are answers `{"error": code}` too.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the file goes in on standard input
            (*COMMAND, module),
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            cwd="/",
            env={"PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise Unanswered(TOO_COSTLY) from None
    if done.returncode != 0:  # killed by a limit
        raise Unanswered(TOO_COSTLY)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise Unanswered(answer["error"])
    return answer


def limit_process() -> None:
    """Give away what a reader of files doesn't need."""
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    )
    for kind, most in limits:
        _soft, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    sys.addaudithook(_refuse)  # root is above the limit on processes


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(FORBIDDEN_EVENTS):
        raise PermissionError("a reader of files doesn't do this")


def main(module: str) -> None:
    """Read one file from standard input and answer in JSON."""
    bare = ModuleType("cluster_crm")  # the package itself loads the worker, which has no business here
    bare.__path__ = [str(PROJECT / "cluster_crm")]
    sys.modules["cluster_crm"] = bare
    read = importlib.import_module(module).answer
    limit_process()
    try:
        answer = read(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        answer = {"error": TOO_COSTLY}
    except Exception:  # noqa: BLE001 - what hostile bytes raise can't be foreseen, and its message may quote them
        answer = {"error": CORRUPT}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
