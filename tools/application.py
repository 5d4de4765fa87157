"""The processes of the application: web server, worker and beat, each under its own database login."""

import http.client
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tools import roles
from tools.children import Children
from tools.environment import ROOT
from tools.services import Services
from tools.sockets import listen_from
from tools.state import State

READY_PATH = "/health/ready/"
READY_SECONDS = 120.0
# -P: what is run comes from the environment, not from the folder somebody stands in.
PYTHON_MODULE = (sys.executable, "-P", "-m")


class NotReady(Exception):
    """The application did not come up."""


def base_environment(state: State) -> dict[str, str]:
    """What every process of ours is told; only production has to bring its own keys."""
    own = {} if os.environ.get("CRM_ENV") == "production" else state.secrets()
    return {**own, **os.environ, "CRM_STATE": str(state.folder), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def start_application(
    children: Children, state: State, services: Services, environment: dict[str, str], port: int
) -> str:
    """Starts web, worker and beat; tells the address once the health page says yes."""
    with listen_from(port) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        environment.setdefault("CRM_ORIGIN", address)
        start_web(children, {**environment, **services.environment(roles.WEB)}, listener.fileno())
    background = {**environment, **services.environment(roles.WORKER)}
    start_celery(children, "worker", background, "--concurrency", "1", "--without-gossip", "--without-mingle")
    start_celery(children, "beat", background, "--schedule", state.folder / "beat", "--pidfile", "")
    wait_until_ready(children, address)
    return address


def start_web(children: Children, environment: Mapping[str, str], listener: int) -> None:
    """One process with four threads. It keeps no access log: addresses of pages are nobody's business."""
    options = ("--worker-class", "gthread", "--workers", "1", "--threads", "4", "--no-control-socket")
    children.start(
        "web",
        [*PYTHON_MODULE, "gunicorn", "cluster_crm.wsgi", "--bind", f"fd://{listener}", *options],
        environment=environment,
        folder=ROOT,
        pass_fds=[listener],
    )


def start_celery(children: Children, name: str, environment: Mapping[str, str], *options: str | Path) -> None:
    """A worker or the beat."""
    command = [*PYTHON_MODULE, "celery", "--app", "cluster_crm", name, "--loglevel", "INFO", *options]
    children.start(name, command, environment=environment, folder=ROOT)


def wait_until_ready(children: Children, address: str) -> None:
    """Waits for a 200 of the health page; a process that ends in the meantime ends the wait."""
    until = time.monotonic() + READY_SECONDS
    while (status := health(address)) != http.client.OK:
        children.check()
        if time.monotonic() > until:
            raise NotReady(f"The health page still answers {status or 'nothing'}; see the logs in {children.logs}.")
        time.sleep(0.1)
    children.check()


def health(address: str) -> int:
    """The status of the health page; 0 when nobody answers."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", READY_PATH)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
