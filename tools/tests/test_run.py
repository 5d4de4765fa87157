"""The supervisor as a person meets it: slow, because each of these starts everything."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import environ
import psycopg
import pytest

from tools.environment import ROOT
from tools.sockets import listen_from
from tools.tests.supervised import Supervised, clean_environment, left_of, run

pytestmark = pytest.mark.slow

SYSTEM_PYTHON = Path("/usr/bin/python3")


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder that a service account can walk to, with a short path."""
    folder = Path(tempfile.mkdtemp(prefix="crm-run-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def start(state: Path) -> Iterator[Callable[[], Supervised]]:
    """Starts supervisors that do not outlive their test."""
    started: list[Supervised] = []

    def begin() -> Supervised:
        started.append(Supervised(state))
        started[-1].wait_until_ready()
        return started[-1]

    yield begin
    for each in started:
        each.stop()


def in_database(state: Path, statement: str) -> list[tuple[object, ...]]:
    """Runs a statement in the embedded database as its owner."""
    with psycopg.connect(host=str(state / "sockets"), user="crm_owner", dbname="crm", autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_smoke_sends_a_job_through_the_worker_and_stops(state):
    done = run(state, "--smoke")

    assert done.returncode == 0, done.stdout
    assert "sending one job through the worker" in done.stdout
    assert done.stdout.strip().endswith("stopped")
    assert not (state / "running.json").exists()


def test_killed_supervisor_leaves_no_orphan_and_the_next_start_keeps_the_data(state, start):
    first = start()
    in_database(state, "CREATE TABLE kept AS SELECT 1 AS one")
    family = first.descendants()

    first.process.kill()
    first.process.wait()

    assert {name for name in ("postgres", "gunicorn", "worker", "beat", "valkey") if name in str(family)} == {
        "postgres", "gunicorn", "worker", "beat", "valkey",
    }  # fmt: skip
    assert left_of(family) == {}

    second = start()

    assert in_database(state, "SELECT one FROM kept") == [(1,)]
    assert "loading demonstration data" not in second.said()
    assert second.stop() == 0
    assert second.said().strip().endswith("stopped")


def test_running_stack_is_shared_with_commands_and_not_started_twice(state, start):
    with listen_from(8000):
        stack = start()

        twice = run(state)
        command = run(state, "manage", "migrate", "--check")

    family = stack.descendants()
    stack.process.terminate()

    assert stack.address != "http://127.0.0.1:8000", "that port was taken"
    assert (twice.returncode, command.returncode) == (1, 0), command.stdout
    assert f"already running: {stack.address}" in twice.stdout
    assert "starting" not in command.stdout
    assert stack.process.wait(60) == 0
    assert left_of(family, 0) == {}


def test_death_of_one_process_stops_all_and_shows_the_end_of_its_log(start):
    stack = start()
    family = stack.descendants()
    web = next(pid for pid, args in sorted(family.items()) if "gunicorn" in args)

    os.kill(web, signal.SIGTERM)

    assert stack.process.wait(60) == 1
    assert "web ended with 0. Its log:" in stack.said()
    assert "Handling signal: term" in stack.said()
    assert left_of(family) == {}


def test_servers_that_the_environment_names_are_used_and_nothing_embedded_starts(state):
    server = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS crm_external")
        connection.execute("CREATE DATABASE crm_external")
    database_url = os.environ["DATABASE_URL"].rpartition("/")[0] + "/crm_external"
    redis_url = os.environ["REDIS_URL"].partition("?")[0] + "?db=7"

    done = run(
        state, "--smoke", DATABASE_URL=database_url.replace("crm_owner@", "crm_owner:verysecret@"), REDIS_URL=redis_url
    )

    assert done.returncode == 0, done.stdout
    assert "embedded" not in done.stdout
    assert "demonstration" not in done.stdout, "nobody's own server gets invented people unasked"
    assert "verysecret" not in done.stdout + "".join(path.read_text() for path in (state / "logs").iterdir())
    assert not list(state.glob("pg*"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become an ordinary user")
@pytest.mark.skipif(not SYSTEM_PYTHON.exists(), reason="an ordinary user needs a Python that everyone can read")
def test_bare_clone_starts_for_an_ordinary_user_with_empty_caches(state):
    clone, home = state / "clone", state / "home"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split("\n"):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    home.mkdir()
    user = pwd.getpwnam("nobody")
    for path in (state, *state.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
    environment = clean_environment(clone / ".state") | {
        "PYTHON": str(SYSTEM_PYTHON),
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
    }

    done = subprocess.run(
        ["./run", "--smoke"], cwd=clone, env=environment, user=user.pw_uid, group=user.pw_gid, extra_groups=[],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert {path.stat().st_uid for path in clone.rglob("*") if not path.is_symlink()} == {user.pw_uid}
    assert json.loads((clone / ".state" / "secrets.json").read_text()).keys() == {
        "SECRET_KEY",
        "CRM_KEY_RING",
        "CRM_HMAC_KEY",
    }
