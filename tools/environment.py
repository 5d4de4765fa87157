"""The virtual environment: made once, filled from hash-checked locks, and not touched while the locks stay the same."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from tools.progress import say, started_at, step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN_LOCKS = ("requirements.txt", "requirements/embedded.txt")
TEST_LOCKS = ("requirements/dev.txt",)
LOCKS = {"run": RUN_LOCKS, "test": TEST_LOCKS, "gates": TEST_LOCKS}
MODULES = {"run": "tools.stack", "test": "tools.trial", "gates": "tools.gates"}


class EnvironmentFailed(Exception):
    """The environment could not be made; the text says what to do."""


def enter(verb: str, arguments: Sequence[str]) -> NoReturn:
    """Goes on inside the environment, or says why it cannot."""
    started_at()
    try:
        with one_at_a_time():
            ensure(verb)
    except EnvironmentFailed as failure:
        sys.exit(str(failure))
    # -P: the folder somebody stands in must not be able to replace our modules.
    os.environ["PYTHONPATH"] = str(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-P", "-m", MODULES[verb], *arguments])  # noqa: S606 - no shell is meant


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starters in one clone wait for each other while the environment is made."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def ensure(verb: str) -> None:
    """Makes the environment and installs the locks of a verb, unless that was done before."""
    if stamp(verb).is_file() and stamp(verb).read_text() == digest(LOCKS[verb]) and PYTHON.exists():
        return
    if not is_usable():
        with step(f"making the virtual environment {VENV.name}"):
            make_venv()
    with step(f"installing {', '.join(LOCKS[verb])} (hash-checked)"):
        install(LOCKS[verb])
    for other, locks in LOCKS.items():
        if stamp(other).is_file() and stamp(other).read_text() != digest(locks):
            stamp(other).unlink()
    stamp(verb).write_text(digest(LOCKS[verb]))


def stamp(verb: str) -> Path:
    """The file that tells which locks are installed for a verb."""
    return VENV / f"installed-{verb}"


def digest(locks: Sequence[str]) -> str:
    """What an environment must have been made from to be the right one: these locks and this Python."""
    contents = b"".join((ROOT / lock).read_bytes() for lock in locks)
    return hashlib.sha256(repr(sys.version_info[:2]).encode() + contents).hexdigest()


def is_usable() -> bool:
    """Whether the environment that stands there has a working Python of this version."""
    answer = (
        subprocess.run(
            [PYTHON, "-c", "import pip, sys; print(sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
        if PYTHON.exists()
        else None
    )
    return answer is not None and answer.stdout.strip() == repr(sys.version_info[:2])


def make_venv() -> None:
    """A fresh environment beside the code."""
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        raise EnvironmentFailed(
            f"{last_line(made)}\nThe virtual environment {VENV} could not be made."
            " On Debian or Ubuntu: apt-get install python3-venv"
        )


def install(locks: Sequence[str]) -> None:
    """With uv where it can be had, else with pip: the same locks, the same hashes."""
    lines = [part for lock in locks for part in ("-r", str(ROOT / lock))]
    if not prefers_pip(os.environ, pip_configuration()):
        failure = install_with_uv(lines)
        if not failure:
            return
        say(f"    uv could not do it ({failure}); going on with pip")
    done = attempt(pip("install", "--require-hashes", *lines))
    if done.returncode:
        raise EnvironmentFailed(f"{done.stderr}\nThe packages could not be installed; the lines above say why.")


def install_with_uv(lines: Sequence[str]) -> str:
    """The fast way; answers why it did not work, or nothing."""
    fetched = attempt(pip("install", "--require-hashes", "-r", str(ROOT / "requirements/uv.txt")))
    if fetched.returncode:
        return last_line(fetched)
    done = attempt(
        [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", *lines]
    )
    return last_line(done) if done.returncode else ""


def pip(*arguments: str) -> list[str]:
    """A command line of the environment's own pip."""
    return [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]


def pip_configuration() -> str:
    """What pip is told by its files and its environment, as it lists it."""
    return attempt(pip("config", "list")).stdout


def prefers_pip(environment: Mapping[str, str], configuration: str) -> bool:
    """Whether only pip knows the way: it is given an index of its own, which uv does not read."""
    uv_knows = any(environment.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE"))
    keys = {line.partition("=")[0].rpartition(".")[2] for line in configuration.splitlines()}
    return not uv_knows and "index-url" in keys


def attempt(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Runs a command quietly; the caller judges."""
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """The line of a failure that says most."""
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[-1] if lines else f"exit {done.returncode}"
