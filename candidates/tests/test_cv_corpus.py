"""The corpus itself: two halves alike, truth in one form, and nobody who could be real."""

import json
import re
from collections import Counter

import phonenumbers
import pytest

from candidates.readers.cv_text import DocumentUnreadable, Unreadable, read_cv
from candidates.tests.cv_scoring import CORPUS, SIDES, files

PARTIAL_DATE = re.compile(r"|\d{4}(-\d\d){0,2}")
UNREADABLE = CORPUS / "open" / "unreadable"
EXPECTED = json.loads((UNREADABLE / "expected.json").read_text())
TEXTS = {
    *("given_name", "infix", "family_name", "email", "phone", "other_phone"),
    *("street", "postcode", "city", "country", "headline"),
}
LISTS = {"profile_urls", "skills", "must_not_contain"}
STUDY = {"institution", "qualification", "field_of_study", "started", "ended"}
JOB = {"employer", "position", "city", "started", "ended", "voluntary"}
ALL = [pytest.param(truth, id=f"{side}-{cv.stem}") for side in SIDES for cv, truth in files(side)]


def test_corpus_has_two_equal_halves():
    kinds = {side: Counter(cv.suffix for cv, _truth in files(side)) for side in SIDES}
    languages = {side: Counter(truth["language"] for _cv, truth in files(side)) for side in SIDES}

    assert kinds["open"].total() == kinds["held"].total() == 26
    assert kinds["open"].keys() == kinds["held"].keys() == {".pdf", ".docx", ".odt"}
    assert all(abs(count - kinds["held"][kind]) <= 2 for kind, count in kinds["open"].items())
    assert all(abs(count - languages["held"][name]) <= 2 for name, count in languages["open"].items())


def test_corpus_is_small():
    assert sum(path.stat().st_size for path in CORPUS.rglob("*")) < 3_000_000


@pytest.mark.parametrize("truth", ALL)
def test_truth_has_every_field_in_its_form(truth):
    days = [entry[end] for entry in truth["education"] + truth["experience"] for end in ("started", "ended")]

    assert truth.keys() == {"language", "education", "experience", "languages"} | TEXTS | LISTS
    assert truth["language"] in {"nl", "en"}
    assert truth["family_name"]
    assert truth["experience"]
    assert all(isinstance(truth[name], str) for name in TEXTS)
    assert all(isinstance(text, str) and text for name in LISTS for text in truth[name])
    assert all(entry.keys() == STUDY for entry in truth["education"])
    assert all(entry.keys() == JOB for entry in truth["experience"])
    assert all(entry.keys() == {"name", "level"} for entry in truth["languages"])
    assert all(PARTIAL_DATE.fullmatch(day) for day in days)


@pytest.mark.parametrize("truth", ALL)
def test_truth_is_of_nobody_who_could_be_real(truth):
    numbers = [phonenumbers.parse(truth[name]) for name in ("phone", "other_phone") if truth[name]]

    assert re.fullmatch(r"[\w.]+@([\w-]+\.)?example\.(org|com|net)", truth["email"])
    assert all("example" in address for address in truth["profile_urls"])
    assert all(map(phonenumbers.is_valid_number, numbers))


def test_people_of_the_corpus_are_all_different():
    people = [truth["email"] for side in SIDES for _cv, truth in files(side)]

    assert len(people) == len(set(people))


def test_every_unreadable_file_has_its_expected_answer():
    assert EXPECTED.keys() == {path.name for path in UNREADABLE.iterdir()} - {"expected.json"}


@pytest.mark.requirement("CAND-DATA-09")
@pytest.mark.parametrize(("name", "reason"), EXPECTED.items())
def test_an_unreadable_cv_is_refused_by_name(name, reason):
    with pytest.raises(DocumentUnreadable) as refusal:
        read_cv((UNREADABLE / name).read_bytes())

    assert refusal.value.reason == Unreadable[reason]
