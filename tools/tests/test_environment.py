import re
from pathlib import Path

import pytest

from tools import environment
from tools.environment import ROOT, prefers_pip

MIRROR = "global.index-url='https://mirror.example.org/simple'\n"


@pytest.mark.parametrize(
    ("variables", "configuration", "expected"),
    [
        ({}, "", False),
        ({}, "global.extra-index-url='file:///more'\nglobal.timeout='60'\n", False),
        ({}, MIRROR, True),
        ({}, ":env:.index-url='https://mirror.example.org/simple'\n", True),
        ({"UV_DEFAULT_INDEX": "https://mirror.example.org/simple"}, MIRROR, False),
    ],
)
def test_pip_is_preferred_when_only_pip_knows_the_mirror(variables, configuration, expected):
    assert prefers_pip(variables, configuration) is expected


def test_uv_that_fails_is_followed_by_pip_with_the_same_hashes(monkeypatch, tmp_path, capsys):
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\ncase "$*" in *"-m uv"*) echo no route; exit 2;; esac\n'
    )
    python.chmod(0o755)
    monkeypatch.setattr(environment, "PYTHON", python)

    environment.install(["requirements.txt"])

    calls = (tmp_path / "calls").read_text().splitlines()
    assert [(call.split()[1], "--require-hashes" in call) for call in calls] == [
        ("pip", False),  # asks for pip's configuration
        ("pip", True),  # fetches uv by its hash
        ("uv", True),
        ("pip", True),
    ]
    assert calls[3].endswith(f"-r {ROOT}/requirements.txt")
    assert "uv could not do it (no route); going on with pip" in capsys.readouterr().err


def test_digest_changes_with_a_lock(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "lock.txt").write_text("a==1")
    before = environment.digest(["lock.txt"])

    (tmp_path / "lock.txt").write_text("a==2")

    assert environment.digest(["lock.txt"]) != before


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^ \\]+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements/embedded.txt"])
def test_dev_lock_holds_the_same_versions_as_the_locks_it_contains(lock):
    contained, dev = pins(lock), pins("requirements/dev.txt")

    assert contained
    assert {name: dev.get(name) for name in contained} == contained


@pytest.mark.parametrize("lock", ["requirements.txt", *(str(p) for p in Path("requirements").glob("*.txt"))])
def test_lock_names_no_address_and_hashes_everything(lock):
    text = (ROOT / lock).read_text()

    assert "://" not in text
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z])", text) if "==" in entry)
