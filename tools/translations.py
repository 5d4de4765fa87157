"""The Dutch words: `update` takes in what the code says, `check` tells what is not Dutch yet.

    .venv/bin/python -m tools.translations update

Needs the programs of gettext; to run the application nobody does, because the compiled words are in git.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

from tools.environment import ROOT

SOURCES = ("candidates", "clients", "cluster_crm", "privacy", "suppliers", "templates")
WORDS = Path("locale/nl/LC_MESSAGES/django.po")
# Words of packages that have no Dutch of their own, or Dutch that stumbles over "de" and "het".
BORROWED = (
    "Created",
    "Changed",
    "Deleted",
    "View history: %s",
    "Change history: %s",
    "Site administration",
    "Select %s to view",
    "Select %s to change",
    "The {name} “{obj}” was added successfully.",
    "The {name} “{obj}” was added successfully. You may add another {name} below.",
    "The {name} “{obj}” was changed successfully.",
    "The {name} “{obj}” was changed successfully. You may add another {name} below.",
    "The {name} “{obj}” was changed successfully. You may edit it again below.",
    "The %(name)s “%(obj)s” was deleted successfully.",
)
# Nothing that differs from day to day or from person to person.
HEADER = {
    "Project-Id-Version": "Cluster CRM",
    "Language": "nl",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# What must stand in both languages alike: %(name)s, %s, {name} and the tags of HTML.
FIXED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^<>]+>")


class NotGathered(Exception):
    """The programs of gettext are missing or could not read the code; the text is theirs."""


def main(arguments: Sequence[str]) -> int:
    """Does the one or the other."""
    parser = argparse.ArgumentParser(prog="tools.translations", description=__doc__)
    parser.add_argument("deed", choices=("update", "check"))
    options = parser.parse_args(arguments)
    try:
        faults = update(ROOT) if options.deed == "update" else check(ROOT)
    except NotGathered as failure:
        faults = [str(failure)]
    print("\n".join(faults))
    return 1 if faults and options.deed == "check" else 0


def update(tree: Path) -> list[str]:
    """Writes what the code says today, with the Dutch that is known; tells what is still to do."""
    known = polib.pofile(str(tree / WORDS), wrapwidth=0)
    fresh = gathered(tree)
    for entry in fresh:
        same = known.find(entry.msgid, msgctxt=entry.msgctxt or False)
        if same and bool(same.msgid_plural) == bool(entry.msgid_plural):
            entry.msgstr, entry.msgstr_plural, entry.tcomment = same.msgstr, same.msgstr_plural, same.tcomment
    fresh.save(str(tree / WORDS))
    (tree / WORDS).with_suffix(".mo").write_bytes(fresh.to_binary())
    return check(tree)


def check(tree: Path) -> list[str]:
    """Everything that is wrong, one line each."""
    known = polib.pofile(str(tree / WORDS), wrapwidth=0)
    here, there = ({(entry.msgctxt, entry.msgid) for entry in words} for words in (known, gathered(tree)))
    faults = [f"not in {WORDS.name}: {msgid!r}" for _, msgid in sorted(there - here, key=str)]
    faults += [f"no longer said: {msgid!r}" for _, msgid in sorted(here - there, key=str)]
    faults += [fault for entry in known for fault in faults_of(entry)]
    if (tree / WORDS).with_suffix(".mo").read_bytes() != known.to_binary():
        faults.append(f"{WORDS.stem}.mo is not what {WORDS.name} compiles to")
    return faults


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete or entry.fuzzy or not said or not all(said):
        yield f"not translated: {entry.msgid!r}"
        return
    if fixed(entry.msgid_plural or entry.msgid) != fixed(said[-1]):
        yield f"other placeholders or tags: {entry.msgid!r}"
    elif fixed(said[0]) not in [fixed(entry.msgid), fixed(said[-1])]:
        yield f"other placeholders or tags in the singular: {entry.msgid!r}"


def fixed(text: str) -> list[str]:
    """The parts of a text that no translator changes."""
    return sorted(FIXED.findall(text))


def gathered(tree: Path) -> polib.POFile:
    """What code and templates say, in their order and without a translation; what packages say at the end."""
    with TemporaryDirectory() as folder:
        for name in SOURCES:  # makemessages leaves files beside the templates it reads: not in our tree
            shutil.copytree(tree / name, Path(folder, name), ignore=shutil.ignore_patterns("tests", "__pycache__"))
        (Path(folder) / "locale").mkdir()
        command = (sys.executable, "-m", "django", "makemessages", "--locale=nl", "--no-location", "--no-wrap")
        # Settings of ours are not there, and a warning of xgettext is known by its English word.
        around = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        around["LC_ALL"] = "C.UTF-8"
        done = subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, check=False)
        if done.returncode or "warning" in done.stdout:
            raise NotGathered(done.stdout + done.stderr)
        words = polib.pofile(str(Path(folder) / WORDS), wrapwidth=0)
    words.extend(polib.POEntry(msgid=msgid) for msgid in BORROWED if not words.find(msgid))
    words.metadata, words.header, words.metadata_is_fuzzy = dict(HEADER), "", False
    return words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
