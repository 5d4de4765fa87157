"""The files of this tree that the rules of the house are about."""

import tomllib
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parents[2]
PACKAGES = ("candidates", "clients", "suppliers", "privacy", "cluster_crm")
SOURCES = (*PACKAGES, "tools", "bench")


def python_files(root=ROOT, folders=SOURCES):
    """Code that people write: all but migrations."""
    found = [path for folder in folders for path in (root / folder).rglob("*.py") if "migrations" not in path.parts]
    return sorted([*found, *root.glob("*.py")])


def template_files(root=ROOT):
    """Templates, wherever an app keeps them."""
    return sorted(
        path
        for folder in ("templates", *PACKAGES)
        for suffix in ("*.html", "*.txt")
        for path in (root / folder).rglob(suffix)
        if "templates" in path.parts
    )


def our_apps():
    """The installed apps that live in this tree."""
    return [app for app in settings.INSTALLED_APPS if ROOT.joinpath(*app.split(".")).is_dir()]


def import_rules():
    """The section of pyproject.toml on imports."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def layers(contract):
    """The layers of a contract from top to bottom, each a list of modules."""
    return [[part.strip(" ()") for part in layer.replace(":", "|").split("|")] for layer in contract["layers"]]
