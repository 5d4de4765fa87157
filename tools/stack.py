"""`./run`: the whole application on this machine, or one management command on its data services."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tools import roles
from tools.application import NotReady, base_environment, start_application
from tools.children import ChildDied, Children, die_with_parent
from tools.environment import ROOT
from tools.postgres import PostgresUnusable
from tools.progress import say, step
from tools.services import DATABASE_URL, Services, start_services
from tools.state import AlreadyRunning, NotReachable, State
from tools.valkey import ValkeyUnusable

FIRST_PORT = 8000
STOPPING = (signal.SIGTERM, signal.SIGHUP)
WITHOUT_MIGRATION = {"migrate", "makemigrations", "help", "check", "makemessages", "compilemessages", "collectstatic"}
SignIns = dict[str, dict[str, str]]  # what `load_demo --json` prints: role, then e-mail and one-time password


class Stopped(Exception):
    """Somebody asked the supervisor to stop."""


class CommandFailed(Exception):
    """A management command that the start needs has failed."""


def main(arguments: Sequence[str]) -> int:
    """Runs what was asked for, and says plainly why not."""
    for number in STOPPING:
        signal.signal(number, stop)
    state = State.at(Path(os.environ.get("CRM_STATE") or ROOT / ".state"))
    try:
        if arguments[:1] == ["manage"]:
            return manage(state, arguments[1:])
        return run(state, parse(arguments))
    except (ChildDied, CommandFailed, NotReachable, NotReady, PostgresUnusable, ValkeyUnusable, OSError) as failure:
        say(str(failure))
        return 1
    except (KeyboardInterrupt, Stopped):
        return 130


def stop(number: int, frame: FrameType | None) -> NoReturn:
    """Turns a signal into an exception, so that everything is left in order."""
    raise Stopped(number, frame)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of `./run`."""
    parser = argparse.ArgumentParser(prog="./run", description=__doc__, epilog="./run manage COMMAND runs a command.")
    parser.add_argument("--smoke", action="store_true", help="start, send one job through the worker, stop")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try (%(default)s)")
    parser.add_argument("--demo", action="store_true", help="load the demonstration data into DATABASE_URL too")
    return parser.parse_args(arguments)


def run(state: State, options: argparse.Namespace) -> int:
    """Starts everything, tells where it is, and stays until it is stopped."""
    try:
        with state.locked(), Children(state.logs) as children:
            serve(state, children, options)
    except AlreadyRunning:
        say(f"already running: {state.running()['address']}  (its state is in {state.folder})")
        return 1
    say("stopped")
    return 0


def serve(state: State, children: Children, options: argparse.Namespace) -> None:
    """The life of a stack between the lock and the last stop. What it writes is for its own account alone."""
    os.umask(0o077)
    environment = base_environment(state)
    services = start_services(children, state)
    owner = {**environment, **services.environment(roles.OWNER)}
    with step("migrating and collecting static files"):
        prepare(owner)
    sign_ins = load_demo(state, owner, services, is_wanted=options.demo)
    with step("starting web, worker and beat"):
        address = start_application(children, state, services, environment, options.port)
    announce(state, services, address)
    print_ready(state, address, sign_ins)
    if options.smoke:
        with step("sending one job through the worker"):
            command(owner, "smoke_job")
    else:
        watch(children)


def prepare(environment: Mapping[str, str]) -> None:
    """Brings tables and static files up to date, at the same time."""
    collecting = begin(environment, "collectstatic", "--no-input", "--verbosity", "0")
    command(environment, "migrate", "--no-input", "--verbosity", "0")
    finish(collecting, "collectstatic")


def load_demo(state: State, environment: Mapping[str, str], services: Services, *, is_wanted: bool) -> SignIns:
    """Invented people and sign-ins, once; into somebody's own server only when asked to."""
    if state.demo_mark.exists() or (services.sockets is None and not is_wanted):
        return {}
    with step("loading demonstration data"):
        sign_ins: SignIns = json.loads(command(environment, "load_demo", "--json"))
        state.demo_mark.touch()
    return sign_ins


def command(environment: Mapping[str, str], *arguments: str) -> str:
    """Runs a management command that the start needs; answers what it prints."""
    return finish(begin(environment, *arguments), arguments[0])


def begin(environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Starts a management command."""
    return subprocess.Popen(
        [sys.executable, ROOT / "manage.py", *arguments],
        env=dict(environment),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - nothing of ours runs in other threads
    )


def finish(process: subprocess.Popen[str], name: str) -> str:
    """Waits for a management command; its failure ends the start."""
    printed, complaint = process.communicate()
    if process.returncode:
        raise CommandFailed(f"manage.py {name} failed:\n{printed}{complaint}")
    return printed


def announce(state: State, services: Services, address: str) -> None:
    """Leaves word for `./run manage`. The address of a server of somebody else may hold a password: not that one."""
    environment = services.environment(roles.OWNER) if services.sockets else {}
    state.announce({"pid": os.getpid(), "address": address, "environment": environment})


def print_ready(state: State, address: str, sign_ins: SignIns) -> None:
    """The address and, the first time, who may sign in."""
    say("ready")
    print(f"\n  {address}/admin/   (Ctrl-C stops; data is kept in {state.folder})", flush=True)
    for role, sign_in in sign_ins.items():
        print(f"  {role:18} {'  '.join(sign_in.values())}", flush=True)
    print(flush=True)


def watch(children: Children) -> None:
    """Looks after the processes until somebody stops them."""
    try:
        while True:
            children.check()
            time.sleep(0.5)
    except (KeyboardInterrupt, Stopped):
        say("stopping")


def manage(state: State, arguments: Sequence[str]) -> int:
    """Any management command: on the stack that runs, else on data services started for it."""
    environment = base_environment(state)
    try:
        with state.locked(), Children(state.logs) as children:
            services = start_services(children, state)
            environment |= services.environment(roles.OWNER)
            if not WITHOUT_MIGRATION & set(arguments[:1]):
                with step("migrating"):
                    command(environment, "migrate", "--no-input", "--verbosity", "0")
            return foreground([sys.executable, ROOT / "manage.py", *arguments], environment)
    except AlreadyRunning:
        environment |= state.running()["environment"]
        if DATABASE_URL not in environment:
            say("The running stack uses a server that DATABASE_URL named there; set it here as well.")
            return 1
        return foreground([sys.executable, ROOT / "manage.py", *arguments], environment)


def foreground(argv: Sequence[str | Path], environment: Mapping[str, str], folder: Path | None = None) -> int:
    """A process that has the terminal: Ctrl-C is its own to handle; we only wait."""
    process = subprocess.Popen(
        argv,
        env=dict(environment),
        cwd=folder,
        preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - nothing of ours runs in other threads
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    except Stopped:
        process.terminate()
        return process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
