"""`./test`: pytest on servers that are made for this one run and removed after it."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools import roles
from tools.application import base_environment
from tools.children import ChildDied, Children
from tools.environment import ROOT
from tools.postgres import PostgresUnusable
from tools.progress import say, step
from tools.services import start_services
from tools.stack import STOPPING, Stopped, foreground, stop
from tools.state import State
from tools.valkey import ValkeyUnusable

OLDEST_POSTGRES = "/usr/lib/postgresql/15/bin"
# One process a core; the tests of a file stay together, because they share a browser.
PARALLEL = ("-p", "tools.own_broker", "--numprocesses", "auto", "--maxprocesses", "8", "--dist", "loadfile")


def main(arguments: Sequence[str]) -> int:
    """Runs the tests and answers as pytest does."""
    options, for_pytest = parse(arguments)
    if options.postgres15:
        os.environ["CRM_PG_BIN"] = OLDEST_POSTGRES
    return guarded(lambda: test(options, for_pytest))


def test(options: argparse.Namespace, for_pytest: Sequence[str]) -> int:
    """One run of pytest."""
    with throw_away_stack() as environment, step("pytest"):
        return foreground(pytest_command(options, for_pytest), environment | settings(options), folder=ROOT)


def guarded(work: Callable[[], int]) -> int:
    """Does work that a signal may interrupt; a stack that cannot start is told in plain words."""
    for number in STOPPING:
        signal.signal(number, stop)
    try:
        return work()
    except (ChildDied, PostgresUnusable, ValkeyUnusable, OSError) as failure:
        say(str(failure))
        return 1
    except (KeyboardInterrupt, Stopped):
        return 130


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Our own options, and the rest, which is pytest's."""
    parser = argparse.ArgumentParser(prog="./test", description=__doc__, allow_abbrev=False)
    parser.add_argument("--all", action="store_true", help="the slow campaigns too")
    parser.add_argument("--require-browser", action="store_true", help="a missing Chromium is a failure, not a skip")
    parser.add_argument("--postgres15", action="store_true", help=f"on the oldest PostgreSQL, {OLDEST_POSTGRES}")
    return parser.parse_known_args(arguments)


def pytest_command(options: argparse.Namespace, arguments: Sequence[str]) -> list[str]:
    """The command line of pytest; an empty -m lifts the one that leaves the slow tests out.

    A selection is run by one process: making a database for each core takes longer than a few tests do.
    """
    every = () if arguments else PARALLEL
    return [sys.executable, "-m", "pytest", *every, *(["-m", ""] if options.all else []), *arguments]


def settings(options: argparse.Namespace) -> dict[str, str]:
    """What conftest.py reads."""
    return {"CRM_REQUIRE_BROWSER": "1"} if options.require_browser else {}


@contextmanager
def throw_away_stack() -> Iterator[dict[str, str]]:
    """Data services in a temporary folder, fast rather than durable; gives the environment of the database's owner."""
    folder = Path(tempfile.mkdtemp(prefix="crm-test-"))
    try:
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        state = State.at(folder / "state")
        with Children(state.logs) as children:
            services = start_services(children, state, is_throw_away=True)
            yield base_environment(state) | services.environment(roles.OWNER)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
