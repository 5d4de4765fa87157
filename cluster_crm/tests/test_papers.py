"""The papers name what the code has: settings, roles, commands, and files that exist."""

import re
from pathlib import Path

import pytest

from cluster_crm.tests.tree import ROOT, our_apps
from tools import roles

OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
READ = re.compile(r"(?:required|env(?:\.\w+)?)\(\s*\"([A-Z_]+)\"")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def settings_read(source):
    """The environment variables that a source reads."""
    return set(READ.findall(source))


def documented(text):
    """The variables in a page, where `A_B`, `_C` stands for A_B and A_C."""
    rows = [re.findall(r"`([A-Z_]+)`", line.split("|")[1]) for line in text.splitlines() if line.startswith("| `")]
    return {name if not name.startswith("_") else row[0].rpartition("_")[0] + name for row in rows for name in row}


def broken_links(paper):
    """Files that a paper points at and that are not there."""
    return [target for target in LINK.findall(paper.read_text()) if not (paper.parent / target).exists()]


def test_every_setting_is_documented():
    assert settings_read((ROOT / "cluster_crm" / "settings.py").read_text()) == documented(OPERATIONS)


def test_roles_are_made_as_the_embedded_servers_make_them():
    page = " ".join(OPERATIONS.split())

    missing = [sql for sql in [*roles.ROLES.values(), roles.MEMBERSHIP] if sql.replace(" CREATEDB", "") not in page]

    assert missing == []


def test_every_command_is_documented():
    commands = {
        path.stem
        for app in our_apps()
        for path in ROOT.joinpath(*app.split("."), "management", "commands").glob("[!_]*.py")
    }

    assert {name for name in commands if f"`{name}`" not in OPERATIONS} == {"load_demo"}  # not for installations


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(paper):
    assert broken_links(paper) == []


def test_an_undocumented_setting_and_a_broken_link_are_found(tmp_path):
    (tmp_path / "paper.md").write_text("[here](paper.md) [gone](gone.md#part) [out](https://example.org)")

    assert settings_read('x = env.int("CRM_PLANTED", default=1)') == {"CRM_PLANTED"}
    assert documented("| `CRM_A_ONE`, `_TWO` | yes |") == {"CRM_A_ONE", "CRM_A_TWO"}
    assert broken_links(Path(tmp_path / "paper.md")) == ["gone.md"]
