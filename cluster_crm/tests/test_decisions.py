"""Every package that we ask for by name has its page under docs/decisions."""

import re

import pytest

from cluster_crm.tests.tree import ROOT

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
INPUTS = sorted(ROOT.glob("requirements/*.in"))
PAGES = sorted(path for path in ROOT.glob("docs/decisions/*.md") if path.name != "README.md")


def packages(text):
    """The packages that an input file names."""
    return [match.group().lower() for line in text.splitlines() if (match := NAME.match(line))]


def unexplained(names, pages):
    """Packages that no page names as a whole word."""
    words = set(re.findall(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*", "\n".join(pages).lower()))
    return [name for name in names if name not in words]


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_every_package_has_a_decision(path):
    names = packages(path.read_text())

    assert names
    assert unexplained(names, [page.read_text() for page in PAGES]) == []


def test_every_page_is_listed():
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (ROOT / "docs/decisions/README.md").read_text()))

    assert listed == {page.name for page in PAGES}


def test_a_package_without_a_page_is_found():
    assert packages("-r base.txt\n# why\nplanted[extra]>=1; python_version > '3'\n") == ["planted"]
    assert unexplained(["planted", "redis"], ["`planted-types` and redis."]) == ["planted"]
