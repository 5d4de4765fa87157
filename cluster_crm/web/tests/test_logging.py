"""Canaries go into every part of a log record; none comes out."""

import json
import logging
from uuid import UUID

import pytest
from celery import Celery
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from cluster_crm.web.logging import AllowListFormatter

CANARY = "Kanarie"
JOB = UUID("0199b7f6-5a1b-7c3d-8e4f-123456789abc")


def fail(request: HttpRequest) -> HttpResponse:
    note = f"{CANARY} in a local variable"
    raise ValueError(note)


urlpatterns = [path("", fail, name="home"), path("people/<str:name>/", fail, name="person")]


class Lines(logging.Handler):
    """Keeps what the formatter makes of each record."""

    def __init__(self):
        super().__init__()
        self.setFormatter(AllowListFormatter())
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def lines():
    handler, root = Lines(), logging.getLogger()
    root.addHandler(handler)
    yield handler.lines
    root.removeHandler(handler)


def format_record(message, *args, name="cluster_crm.thing", error=None, **extra):
    logger = logging.getLogger(name)
    info = (type(error), error, error.__traceback__) if error else None
    record = logger.makeRecord(name, logging.WARNING, __file__, 1, message, args, info, extra=extra)
    return json.loads(AllowListFormatter().format(record))


def test_message_stays_without_its_arguments():
    line = format_record("Could not read %s", f"{CANARY}.pdf")

    assert line["message"] == "Could not read %s"


def test_extras_are_those_of_the_list():
    line = format_record("Done", job_id=JOB, duration_ms=12.5, person=CANARY, kind=f"{CANARY} de Vries")

    assert {name: line.get(name) for name in ("job_id", "duration_ms", "person", "kind")} == {
        "job_id": str(JOB),
        "duration_ms": 12.5,
        "person": None,
        "kind": "(text withheld)",
    }


def test_foreign_message_without_arguments_is_withheld():
    record = logging.LogRecord("kombu", logging.ERROR, "/usr/lib/kombu/x.py", 1, f"lost {CANARY}", None, None)

    line = json.loads(AllowListFormatter().format(record))

    assert (line["message"], line["at"]) == ("(text withheld)", "kombu/x.py:1")


@pytest.mark.requirement("ACC-12")
def test_exception_is_types_and_places():
    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error
    except KeyError as error:
        line = format_record("Broken", error=error)

    assert [link["type"] for link in line["exception"]] == ["builtins.KeyError", "builtins.ValueError"]
    assert line["exception"][0]["frames"][0].startswith("cluster_crm/web/tests/test_logging.py:")
    assert CANARY not in json.dumps(line)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [(f"/people/{CANARY}/?q={CANARY}", 500), (f"/{CANARY}/", 404)])
def test_failed_request_is_logged_by_route_only(lines, address, status):
    response = Client(raise_request_exception=False).get(address, headers={"user-agent": CANARY})

    (line,) = [json.loads(line) for line in lines if '"django.request"' in line]
    assert response.status_code == status
    assert (line["method"], line["route"], line["status_code"]) == ("GET", "person" if status == 500 else None, status)
    assert CANARY not in "".join(lines)


@pytest.mark.urls(__name__)
def test_suspicious_host_is_logged_without_its_text(lines):
    response = Client(raise_request_exception=False).get("/", headers={"host": f"{CANARY}.example.org"})

    (line,) = [json.loads(line) for line in lines if "DisallowedHost" in line]
    assert (response.status_code, line["message"]) == (400, "(text withheld)")
    assert CANARY not in "".join(lines)


@pytest.mark.requirement("ACC-11")
def test_failed_task_is_logged_by_name_and_id(lines):
    app = Celery(set_as_current=False)

    @app.task(name="jobs.fail", typing=False)
    def fail_task(text):
        raise ValueError(text)

    fail_task.apply(args=[CANARY])

    (line,) = [json.loads(line) for line in lines if '"jobs.fail"' in line]
    assert (line["logger"], line["task"], len(line["task_id"])) == ("celery.app.trace", "jobs.fail", 36)
    assert CANARY not in "".join(lines)
