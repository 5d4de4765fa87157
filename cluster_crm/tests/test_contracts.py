"""Each contract on imports is shown to break on an import, or a module without a layer, that is planted in a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cluster_crm.tests.tree import PACKAGES, ROOT, import_rules

PLANTED = {
    "Imports point down": ("cluster_crm/web/keyset.py", "import candidates.models"),
    "Everything in cluster_crm has its layer": ("cluster_crm/planted.py", ""),
    "Everything in an app has its layer": ("candidates/models/candidate.py", "import candidates.actions.register"),
    "Everything in privacy has its layer": ("privacy/planted.py", ""),
    "Everything in jobs has its layer": ("cluster_crm/jobs/models.py", "import cluster_crm.jobs.actions"),
    "Everything in history has its layer": ("cluster_crm/history/triggers.py", "import cluster_crm.history.models"),
    "Everything in web has its layer": ("cluster_crm/web/uuid7.py", "import cluster_crm.web.health"),
    "Pages and tasks of privacy are its own, but for the masked admin that it offers": (
        "clients/admin.py",
        "import privacy.admin.proof",
    ),
    "Pages and tasks of jobs are its own": ("privacy/actions/erasure.py", "import cluster_crm.jobs.tasks"),
    "Pages and tasks of accounts are its own": ("candidates/forms.py", "import cluster_crm.accounts.admin"),
    "Pages and tasks of people are its own, but for the pages of persons that it offers": (
        "candidates/forms.py",
        "import cluster_crm.people.forms.quick_log",
    ),
    "Pages and tasks of mail are its own": ("candidates/forms.py", "import cluster_crm.mail.admin"),
    "Pages and tasks of the website are its own": ("candidates/forms.py", "import cluster_crm.website.admin"),
    "Pages and tasks of clients are its own": ("candidates/forms.py", "import clients.admin"),
    "Pages and tasks of suppliers are its own": ("candidates/forms.py", "import suppliers.admin"),
    "Pages and tasks of candidates are its own": ("cluster_crm/urls.py", "import candidates.forms"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The packages and the contracts, to plant in."""
    root = tmp_path_factory.mktemp("contracts")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__", "*.json"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def verdicts(root):
    """Which contracts the linter keeps and which it finds broken."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache", "--no-logo"], cwd=root, capture_output=True, text=True, check=False)
    lines = [line.partition(" (")[0] for line in done.stdout.splitlines()]
    return {line.rpartition(" ")[0]: line.rpartition(" ")[2] for line in lines if line.endswith(("KEPT", "BROKEN"))}


def names():
    """The contracts that stand."""
    return [contract["name"] for contract in import_rules()["contracts"]]


def test_every_contract_has_a_planted_fault():
    assert list(PLANTED) == names()


@pytest.mark.slow
def test_every_contract_is_kept(copy):
    assert verdicts(copy) == dict.fromkeys(names(), "KEPT")


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_contract_breaks_on_a_planted_import(copy, name):
    path, line = PLANTED[name]
    planted = copy / path
    before = planted.read_text() if planted.exists() else None

    planted.write_text(f"{before or ''}\n{line}\n")
    found = verdicts(copy)
    planted.unlink() if before is None else planted.write_text(before)

    assert found[name] == "BROKEN"
