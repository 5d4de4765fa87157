"""`.ci/run`: every gate that a change passes before it lands, in one run on throw-away servers."""

import argparse
import base64
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import ROOT
from tools.progress import say
from tools.trial import OLDEST_POSTGRES, PARALLEL, guarded, throw_away_stack

BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
PYTEST = (sys.executable, "-m", "pytest", *PARALLEL)
TRANSLATIONS = (sys.executable, "-m", "tools.translations")
TEMPLATES = "templates of this tree"
DATA_LAYER = ("privacy", "cluster_crm/history", "cluster_crm/jobs", "candidates")
KEY = base64.b64encode(b"for the check of settings only!!").decode()
# What an installation has to bring; `check --deploy` sees these and no others.
PRODUCTION = {
    "CRM_ENV": "production",
    "SECRET_KEY": "check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "CRM_KEY_RING": f"k1:{KEY}",
    "CRM_HMAC_KEY": KEY,
    "ALLOWED_HOSTS": "crm.example.org",
    "CRM_ORIGIN": "https://crm.example.org",
    "CRM_CONTROLLER_NAME": "Example Recruitment B.V.",
    "CRM_CONTROLLER_ADDRESS": "Voorbeeldstraat 1, 1234 AB Voorbeeldstad",
    "CRM_CONTROLLER_MAILBOX": "privacy@example.org",
    "CRM_AUTHORITY_NAME": "Autoriteit Persoonsgegevens",
    "CRM_AUTHORITY_URL": "https://authority.example.org/",
    "CRM_AUTHORITY_PHONE": "+31 88 000 0000",
}


@dataclass(frozen=True)
class Gate:
    """One command that must end with 0; what it prints is shown when it fails, or always."""

    name: str
    command: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    is_shown: bool = False

    def run(self, environment: Mapping[str, str], tree: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Runs it in a tree of this repository."""
        words = (templates(tree) if word == TEMPLATES else [word] for word in self.command)
        path = f"{BIN}{os.pathsep}{environment['PATH']}"
        return subprocess.run(
            [part for words_of in words for part in words_of],
            cwd=tree,
            env={**environment, **self.settings, "PATH": path, "PYTHONPATH": str(tree)},
            stdin=subprocess.DEVNULL,
            stdout=None if self.is_shown else subprocess.PIPE,
            stderr=None if self.is_shown else subprocess.STDOUT,
            text=True,
            check=False,
        )


STYLE = (
    Gate("ruff check", ("ruff", "check", ".")),
    Gate("ruff format", ("ruff", "format", "--check", ".")),
    Gate("djade", ("djade", "--check", "--target-version", "5.2", TEMPLATES)),
    Gate("djlint", ("djlint", "--lint", "--quiet", "--profile", "django", TEMPLATES)),
    Gate("mypy", ("mypy",)),
    Gate("imports point down", ("lint-imports",)),
    Gate("translations are complete", (*TRANSLATIONS, "check")),
)
DJANGO = (
    Gate("system checks", (*MANAGE, "check", "--fail-level", "WARNING")),
    Gate("migrations are complete", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Gate("production settings", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Gate("generated docs are fresh", (*MANAGE, "generate_docs", "--check")),
)
TESTS = Gate("tests", (*PYTEST, "--cov"), {"CRM_REQUIRE_BROWSER": "1", "CRM_REQUIRE_IMAP": "1"}, is_shown=True)
OLDEST = Gate(
    "data layer on PostgreSQL 15",
    (*PYTEST, "-m", "not slow and not browser", "-k", "not admin", *DATA_LAYER),
    is_shown=True,
)
GATES = (*STYLE, *DJANGO, TESTS)
REPAIRS = (
    Gate("ruff check --fix", ("ruff", "check", "--fix", ".")),
    Gate("ruff format", ("ruff", "format", ".")),
    Gate("djade", ("djade", "--target-version", "5.2", TEMPLATES)),
    Gate("generated docs", (*MANAGE, "generate_docs")),
    Gate("translations", (*TRANSLATIONS, "update")),
)


def main(arguments: Sequence[str]) -> int:
    """All gates, whatever the first ones say; or the dull repairs."""
    parser = argparse.ArgumentParser(prog=".ci/run", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="do what a machine can do: formats, simple faults, docs")
    options = parser.parse_args(arguments)
    return guarded(repair if options.fix else judge)


def judge() -> int:
    """Runs every gate and tells at the end which ones failed."""
    with throw_away_stack() as environment:
        failed = [gate.name for gate in GATES if not passes(gate, environment)]
    os.environ["CRM_PG_BIN"] = OLDEST_POSTGRES
    with throw_away_stack() as environment:
        failed += [gate.name for gate in [OLDEST] if not passes(gate, environment)]
    say(f"FAILED: {', '.join(failed)}" if failed else "all gates passed")
    return 1 if failed else 0


def repair() -> int:
    """Runs the repairs; the gates still have the last word."""
    with throw_away_stack() as environment:
        for gate in REPAIRS:
            passes(gate, environment)
    return 0


def passes(gate: Gate, environment: Mapping[str, str]) -> bool:
    """Runs one gate and tells how it went, with the seconds."""
    began = time.monotonic()
    if gate.is_shown:
        say(f"{gate.name} ...")
    done = gate.run(environment)
    verdict = "FAILED" if done.returncode else "ok"
    say(f"{gate.name}: {verdict} in {time.monotonic() - began:.1f} s")
    if done.returncode and done.stdout:
        print(done.stdout, flush=True)
    return done.returncode == 0


def templates(tree: Path) -> list[str]:
    """The templates of a tree, wherever an app keeps them."""
    tops = ("templates", "privacy", "candidates", "clients", "suppliers", "cluster_crm")
    return sorted(str(path) for top in tops for path in (tree / top).rglob("*.html") if "vendor" not in path.parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
