"""The limited child process: its limits hold, and what it says instead of an answer is a code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cluster_crm.web.confined import Unanswered, read_confined

PROJECT = Path(__file__).resolve().parents[3]


def in_limited_process(deed: str) -> str:
    """What the deed raises in a process with the limits of the reader."""
    code = (
        "import os, socket, subprocess, sys\n"
        "from cluster_crm.web.confined import limit_process\n"
        "limit_process()\n"
        f"try:\n    {deed}\n"
        "except BaseException as error:\n    sys.stdout.write(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=PROJECT, env=dict(os.environ)
    )
    return done.stdout or f"ended with {done.returncode}"


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("bytearray(2 * 1024 ** 3)", "MemoryError"),
        ("subprocess.run(['true'])", "PermissionError"),
        ("os.fork()", "PermissionError"),
        ("os.system('true')", "PermissionError"),
        ("socket.socket()", "PermissionError"),
        ("open('/tmp/crm-reader-test', 'wb', buffering=0).write(b'x')", "OSError"),
    ],
)
def test_limited_process_can_not(deed: str, outcome: str):
    assert in_limited_process(deed) == outcome


@pytest.mark.requirement("ACC-12")
def test_confined_reader_that_breaks_says_a_code_and_nothing_of_the_content():
    with pytest.raises(Unanswered) as refusal:
        read_confined("json.decoder", b"Zonnevlek")  # has no function `answer`: ends before it reads

    assert str(refusal.value) == "TOO_COSTLY"


def test_confined_reader_knows_neither_the_worker_nor_the_secrets_of_the_house(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "Zonnevlek")

    answer = read_confined("cluster_crm.web.tests.confined_witness", b"")

    assert answer == {"celery": False, "django": False, "secret": ""}
