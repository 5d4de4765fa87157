"""Words that are missing, out of date or broken are found; `update` loses none that are known."""

import shutil
from pathlib import Path

import polib
import pytest

from tools import translations
from tools.translations import HEADER, SOURCES, WORDS, check, faults_of, update

needs_gettext = pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs the programs of gettext")


def entry(msgid, *said, plural="", flags=()):
    if plural:
        return polib.POEntry(msgid=msgid, msgid_plural=plural, msgstr_plural=dict(enumerate(said)), flags=list(flags))
    return polib.POEntry(msgid=msgid, msgstr=said[0], flags=list(flags))


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Path:
    """A code base that says two things, and a catalogue of words that knows none."""
    monkeypatch.setattr(translations, "BORROWED", ())
    for name in SOURCES:
        (tmp_path / name).mkdir()
    (tmp_path / "templates/page.html").write_text('{% load i18n %}{% translate "Keep" %} {% translate "Erase" %}')
    (tmp_path / WORDS).parent.mkdir(parents=True)
    write(tmp_path)
    return tmp_path


def write(tree, **said):
    words = polib.POFile()
    words.metadata = dict(HEADER)
    words.extend(entry(msgid, msgstr) for msgid, msgstr in said.items())
    words.save(str(tree / WORDS))


@pytest.mark.parametrize(
    "good",
    [
        entry("Keep until %(day)s", "Bewaren tot %(day)s"),
        entry("{name} of {place}", "Uit {place}: {name}"),
        entry('<a href="%(url)s">Ask</a> us', 'Vraag <a href="%(url)s">ons</a>'),
        entry("One row", "Eén rij", "%(n)s rijen", plural="%(n)s rows"),
        entry("%(n)s row", "%(n)s rij", "%(n)s rijen", plural="%(n)s rows"),
    ],
)
def test_translation_with_the_same_fixed_parts_is_good(good):
    assert list(faults_of(good)) == []


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (entry("Keep", ""), "not translated: 'Keep'"),
        (entry("Keep", "Bewaren", flags=["fuzzy"]), "not translated: 'Keep'"),
        (entry("row", "rij", "", plural="rows"), "not translated: 'row'"),
        (entry("Keep until %(day)s", "Bewaren tot %(dag)s"), "other placeholders or tags: 'Keep until %(day)s'"),
        (entry("%s rows", "rijen"), "other placeholders or tags: '%s rows'"),
        (entry("<b>No</b>", "<b>Nee"), "other placeholders or tags: '<b>No</b>'"),
        (entry("One", "%(m)s", "%(n)s", plural="%(n)s"), "other placeholders or tags in the singular: 'One'"),
    ],
)
def test_translation_that_says_something_else_is_named(bad, fault):
    assert list(faults_of(bad)) == [fault]


@needs_gettext
def test_update_takes_in_new_words_and_keeps_what_is_known(tree):
    write(tree, Erase="Verwijderen", Gone="Weg")

    told = update(tree)

    words = [(said.msgid, said.msgstr) for said in polib.pofile(str(tree / WORDS))]
    assert told == ["not translated: 'Keep'"]
    assert words == [("Keep", ""), ("Erase", "Verwijderen")]


@needs_gettext
def test_update_writes_the_same_bytes_each_time(tree):
    update(tree)
    once = (tree / WORDS).read_bytes()

    update(tree)

    assert (tree / WORDS).read_bytes() == once


@needs_gettext
def test_check_finds_words_that_came_went_or_were_not_compiled(tree):
    write(tree, Keep="Bewaren", Erase="Verwijderen")
    update(tree)
    complete = check(tree)
    write(tree, Keep="Houden", Gone="Weg")

    assert complete == []
    assert check(tree) == [
        "not in django.po: 'Erase'",
        "no longer said: 'Gone'",
        "django.mo is not what django.po compiles to",
    ]
