"""Every gate is shown to fail on a fault that is planted in a copy of the tree."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tools.environment import ROOT
from tools.gates import GATES, PYTEST, Gate
from tools.tests.supervised import clean_environment

pytestmark = pytest.mark.slow

NAMED = {gate.name: gate for gate in GATES}
ARCHITECTURE = Gate("architecture", (*PYTEST, "-q", "-p", "no:randomly", "cluster_crm/tests/test_architecture.py"))
COVERAGE = Gate("coverage", (*PYTEST, "-q", "cluster_crm/web/tests/test_uuid7.py", "--cov"))
MODELS = "candidates/models/dossier.py"
UPWARD = '"""Up."""\n\nfrom candidates import models\n'
UNTYPED = 'def planted(value):\n    """Say nothing of types."""\n    return value\n'
UNTRANSLATED = '{% load i18n %}\n{% translate "Planted words" %}\n'
UNDECLARED = '''

class Planted(models.Model):
    """Says nothing of the person it holds."""

    nickname = models.CharField(max_length=20)
'''
UNMIGRATED = '''
from privacy.declarations import NOT_PERSONAL, not_personal


class Planted(models.Model):
    """Declared in full, but never migrated."""

    personal_data = NOT_PERSONAL

    id = not_personal(models.BigAutoField(primary_key=True))
'''


@dataclass(frozen=True)
class Fault:
    """A text that is added to a file, and the words by which the gate names it."""

    gate: Gate
    path: str
    text: str
    named: str


FAULTS = {
    "unused import": Fault(NAMED["ruff check"], "clients/planted.py", '"""Planted."""\n\nimport os\n', "F401"),
    "unformatted code": Fault(NAMED["ruff format"], "clients/planted.py", "x=1\n", "planted.py"),
    "unformatted template": Fault(NAMED["djade"], "templates/planted.html", "{{x}}\n", "planted.html"),
    "image without words": Fault(NAMED["djlint"], "templates/planted.html", '<img src="x.png">\n', "H013"),
    "function without types": Fault(NAMED["mypy"], "clients/planted.py", UNTYPED, "no-untyped-def"),
    "import that points up": Fault(NAMED["imports point down"], "cluster_crm/web/planted.py", UPWARD, "BROKEN"),
    "words without Dutch": Fault(
        NAMED["translations are complete"], "templates/planted.html", UNTRANSLATED, "not in django.po: 'Planted words'"
    ),
    "undeclared field": Fault(NAMED["system checks"], MODELS, UNDECLARED, "Planted"),
    "missing migration": Fault(NAMED["migrations are complete"], MODELS, UNMIGRATED, "Create model Planted"),
    "stale page": Fault(NAMED["generated docs are fresh"], "docs/personal-data.md", "\nPlanted.\n", "personal-data"),
    "file of 410 lines": Fault(ARCHITECTURE, "clients/planted.py", '"""Long."""\n' + "\n" * 409, "planted.py"),
    "little coverage": Fault(COVERAGE, "clients/planted.txt", "", "Required test coverage of 95.0% not reached"),
}  # fmt: skip


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Path]:
    """A copy of everything that is or will be in git."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    yield tmp_path
    shutil.rmtree(tmp_path)


def servers() -> dict[str, str]:
    """The environment of a gate: the servers of this run and nothing else of ours."""
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if name in os.environ}
    return clean_environment(ROOT / ".state") | given


@pytest.mark.parametrize("name", FAULTS)
def test_gate_fails_on_a_planted_fault(tree, name):
    fault = FAULTS[name]
    with (tree / fault.path).open("a") as file:
        file.write(fault.text)

    done = fault.gate.run(servers(), tree)

    assert done.returncode != 0
    assert fault.named in done.stdout


@pytest.mark.parametrize("name", sorted(NAMED["production settings"].settings.keys() - {"CRM_ENV"}))
def test_production_does_not_start_with_an_empty_setting(name):
    gate = NAMED["production settings"]

    done = replace(gate, settings={**gate.settings, name: ""}).run(servers())

    assert done.returncode != 0
    assert f"{name} is not set" in done.stdout


def test_missing_browser_fails_where_it_is_required(tree, tmp_path_factory):
    empty = tmp_path_factory.mktemp("no-browser")
    gate = Gate("browser", (*PYTEST, "-q", "-m", "browser", "-x"), {"CRM_REQUIRE_BROWSER": "1"})

    done = gate.run(servers() | {"PATH": str(empty)}, tree)

    assert done.returncode == 1, done.stdout
    assert "Chromium" in done.stdout


def test_every_gate_has_a_planted_fault():
    shown = {fault.gate.name for fault in FAULTS.values()} | {"production settings", "tests"}

    assert {gate.name for gate in GATES} - shown == set()
