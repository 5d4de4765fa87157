"""A real worker on the real broker for tests, to be killed for real; and a look at all that the broker holds."""

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from cluster_crm.history.privileges import roles_exist
from cluster_crm.jobs.models import Job

SECONDS = 30.0
SECONDS_TO_STOP = 5.0
LOGIN = "crm_worker"


class Worker:
    """One Celery worker process on the test database, in a process group of its own."""

    def __init__(self, log: Path, *, include: str = "") -> None:
        self.log = log
        command = [sys.executable, "-m", "celery", "-A", "cluster_crm", "worker", "-c", "1", "--loglevel=INFO"]
        command += ["--without-gossip", "--without-mingle", f"--hostname=test-{log.stem}@localhost"]
        command += ["--include", include] if include else []
        environment = os.environ | {"DATABASE_URL": database_url(), "CRM_STATE": str(settings.CRM_STATE)}
        with log.open("wb") as output:
            self.process = subprocess.Popen(  # noqa: S603 - the command is ours
                command, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL, to the process that works as well as to its parent."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Let it finish what it has in hand; if that takes too long, kill it."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.kill()


StartWorker = Callable[..., Worker]


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[StartWorker]:  # noqa: ARG001 - it sees committed rows
    """Start workers with `worker()`, or `worker(include="some.module")` for a module that registers runners."""
    started: list[Worker] = []

    def start(*, include: str = "") -> Worker:
        started.append(Worker(tmp_path / f"worker-{len(started)}.log", include=include))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def database_url() -> str:
    """Return the address of the test database, for the worker's own login where the server has it."""
    address = connection.settings_dict
    login = LOGIN if roles_exist(connection) else address["USER"]
    secret = f":{quote(address['PASSWORD'], safe='')}" if address["PASSWORD"] else ""
    host = f"/{address['HOST']}" if address["HOST"].startswith("/") else address["HOST"]
    port = f":{address['PORT']}" if address["PORT"] else ""
    return f"postgres://{login}{secret}@{host}{port}/{address['NAME']}"


def wait_until(condition: Callable[[], object], *, seconds: float = SECONDS) -> None:
    """Return as soon as the condition holds; fail the test when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"not so within {seconds:g} s")
        time.sleep(0.05)


def wait_for(job: Job, state: Job.State, *, seconds: float = SECONDS) -> Job:
    """Wait until the job is in this state and return it as it then is."""
    wait_until(lambda: Job.objects.filter(pk=job.pk, state=state).exists(), seconds=seconds)
    job.refresh_from_db()
    return job


def is_in_a_step(job: Job) -> bool:
    """Return whether some worker holds the job's row, as it does within an open step."""
    with transaction.atomic():
        return not Job.objects.select_for_update(skip_locked=True).filter(pk=job.pk).exists()


def end_lease(job: Job) -> None:
    """Let the time of a lease pass."""
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))


def broker_contents() -> str:
    """Return everything the broker holds, keys and values, with the bodies of messages decoded."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    readers: dict[bytes | str, Callable[[bytes], object]] = {
        b"string": client.get,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
        b"none": lambda _key: None,  # a worker took it since the keys were listed
    }
    with client:
        found = "\n".join(f"{key!r} {readers[client.type(key)](key)!r}" for key in client.scan_iter())
    return "\n".join([found, *decoded(found)])


def decoded(text: str) -> Iterator[str]:
    """Give the plain text of whatever looks like base64, as Celery's message bodies do."""
    for part in text.replace("\\", '"').split('"'):
        try:
            yield base64.b64decode(part, validate=True).decode()
        except ValueError:
            continue
