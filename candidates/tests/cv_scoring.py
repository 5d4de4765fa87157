"""How well a reader of CVs does on the corpus: precision and recall per field (rules in cv_corpus/README.md).

    python -m candidates.tests.cv_scoring open candidates.readers.some_module:some_reader

where the reader takes the bytes of a file and gives a `CandidateDraft`.
"""

import importlib
import json
import os
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import django

from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.partial_date import PartialDate

CORPUS = Path(__file__).parent / "cv_corpus"
SIDES = ("open", "held")
EXACT = ("given_name", "family_name", "phone", "other_phone", "country")
FOLDED = ("infix", "email", "street", "postcode", "city", "headline")
EDUCATION = {"institution": "institution", "study_type": "qualification", "area": "field_of_study"}
EXPERIENCE = {"organisation": "employer", "position": "position", "place": "city"}
SAME_ENTRY, SAME_TITLE = 0.6, 0.9
SAME_START = 0.2
DIGITS_OF_PHONE = 9

Reader = Callable[[bytes], CandidateDraft]
Entry = dict[str, str]


@dataclass
class Tally:
    """What a reader gave, what it should have given, and how much of the one was the other."""

    right: int = 0
    given: int = 0
    expected: int = 0

    @property
    def precision(self) -> float:
        """The part of what was given that is right; 1 when nothing was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The part of what stands on the page that was found; 1 when nothing stands there."""
        return self.right / self.expected if self.expected else 1.0


@dataclass
class Score:
    """Tallies by field over any number of files, and per file what was taken over that must not be."""

    fields: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    leaks: dict[str, list[str]] = field(default_factory=dict)

    def compare(self, name: str, given: str, expected: str, *, is_same: bool) -> None:
        """Count one value of one field; an empty value was not given, or is not expected."""
        tally = self.fields[name]
        tally.given += bool(given)
        tally.expected += bool(expected)
        tally.right += bool(given and expected and is_same)

    def table(self) -> str:
        """A row per field: precision, recall, and the counts behind them."""
        rows = [f"{'field':<28}{'precision':>10}{'recall':>10}{'right':>7}{'given':>7}{'truth':>7}"]
        rows += [
            f"{name:<28}{tally.precision:>10.3f}{tally.recall:>10.3f}{tally.right:>7}{tally.given:>7}{tally.expected:>7}"
            for name, tally in self.fields.items()
        ]
        leaked = sum(map(len, self.leaks.values()))
        return "\n".join([*rows, f"taken over that must not be: {leaked} in {len(self.leaks)} files"])


def files(side: str) -> Iterator[tuple[Path, dict]]:
    """Each CV of one half of the corpus with its truth."""
    for truth in sorted((CORPUS / side).glob("*.json")):
        (cv,) = (path for path in truth.parent.glob(f"{truth.stem}.*") if path.suffix != ".json")
        yield cv, json.loads(truth.read_text())


def score_reader(reader: Reader, side: str) -> Score:
    """Let a reader read one half of the corpus; whatever it raises comes through."""
    score = Score()
    for cv, truth in files(side):
        add_draft(score, reader(cv.read_bytes()), truth, name=cv.name)
    return score


def add_draft(score: Score, draft: CandidateDraft, truth: dict, *, name: str) -> None:
    """Add the comparison of one draft with its truth."""
    _compare_scalars(score, draft, truth)
    _compare_sets(score, "profile_urls", map(plain_url, draft.profile_urls), map(plain_url, truth["profile_urls"]))
    _compare_sets(score, "skills", (folded(skill.name) for skill in draft.skills), map(folded, truth["skills"]))
    _compare_languages(score, draft, truth)
    _compare_entries(score, "education", _education(draft), [_dated(entry) for entry in truth["education"]])
    _compare_entries(score, "experience", _experience(draft), [_dated(entry) for entry in truth["experience"]])
    if leaked := [text for text in truth["must_not_contain"] if holds(draft, text)]:
        score.leaks[name] = leaked


def plain(text: str) -> str:
    """One spelling of one text: composed letters, straight apostrophes, single blanks, IJ as two letters."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    return " ".join(text.replace("Ĳ", "IJ").replace("ĳ", "ij").split())


def folded(text: str) -> str:
    """The same without regard to capitals."""
    return plain(text).casefold()


def words(text: str) -> str:
    """Only letters and digits, without regard to capitals; accents count."""
    return " ".join(re.findall(r"\w+", folded(text)))


def plain_url(address: str) -> str:
    """An address without scheme, www and last stroke."""
    return re.sub(r"^(https?://)?(www\.)?", "", folded(address)).rstrip("/")


def is_alike(one: str, other: str) -> bool:
    """Whether two titles or names of organisations are the same but for capitals, punctuation and a slip."""
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio() >= SAME_TITLE


def holds(draft: CandidateDraft, text: str) -> bool:
    """Whether a text stands anywhere in a draft as whole words; a telephone number in any notation."""
    values = [folded(value) for value in _texts(asdict(draft))]
    digits = re.sub(r"\D", "", text)
    if len(digits) >= DIGITS_OF_PHONE and not re.search(r"[a-z]", text):
        return any(digits[-8:] in re.sub(r"\D", "", value) for value in values)
    sought = re.compile(rf"(?<!\w){re.escape(folded(text))}(?!\w)")
    return any(sought.search(value) for value in values)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and set(value) == {"year", "month", "day"}:
        yield str(PartialDate(**value))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple | frozenset):
        for part in value:
            yield from _texts(part)


def _compare_scalars(score: Score, draft: CandidateDraft, truth: dict) -> None:
    language = draft.source_language
    score.compare("language", language, truth["language"], is_same=language == truth["language"])
    parts = ("given_name", "infix", "family_name")
    given, expected = (" ".join(filter(None, parts_of)) for parts_of in _names(draft, truth, parts))
    score.compare("whole name", given, expected, is_same=folded(given) == folded(expected))
    for name in (*EXACT, *FOLDED):
        given, expected = getattr(draft, name, ""), truth[name]
        same = plain if name in EXACT else folded
        score.compare(name, given, expected, is_same=same(given) == same(expected))


def _names(draft: CandidateDraft, truth: dict, parts: Iterable[str]) -> tuple[list[str], list[str]]:
    return [plain(getattr(draft, part)) for part in parts], [plain(truth[part]) for part in parts]


def _compare_sets(score: Score, name: str, given: Iterable[str], expected: Iterable[str]) -> None:
    given, expected = set(given) - {""}, set(expected)
    tally = score.fields[name]
    tally.right += len(given & expected)
    tally.given += len(given)
    tally.expected += len(expected)


def _compare_languages(score: Score, draft: CandidateDraft, truth: dict) -> None:
    given = {folded(language.name): words_or_signs(language.fluency) for language in draft.languages}
    expected = {folded(language["name"]): words_or_signs(language["level"]) for language in truth["languages"]}
    _compare_sets(score, "languages", given, expected)
    for name in given.keys() | expected.keys():
        level, truth_level = given.get(name, ""), expected.get(name, "")
        score.compare("languages: level", level, truth_level, is_same=level == truth_level)


def words_or_signs(text: str) -> str:
    """A level as words, or as the stars or dots that it is drawn with."""
    return words(text) or plain(text)


def _education(draft: CandidateDraft) -> list[Entry]:
    return [_given(entry, EDUCATION) for entry in draft.education]


def _experience(draft: CandidateDraft) -> list[Entry]:
    return [
        _given(entry, EXPERIENCE) | {"voluntary": "yes" if entry.is_voluntary else ""} for entry in draft.experience
    ]


def _given(entry: object, names: dict[str, str]) -> Entry:
    values = {truth: getattr(entry, name) for name, truth in names.items()}
    return values | {"started": str(entry.started_on or ""), "ended": str(entry.ended_on or "")}


def _dated(entry: dict) -> Entry:
    return {name: value if isinstance(value, str) else "yes" * value for name, value in entry.items()}


def _compare_entries(score: Score, kind: str, given: list[Entry], expected: list[Entry]) -> None:
    pairs = matched(given, expected)
    tally = score.fields[kind]
    tally.right += sum(bool(one and other) for one, other in pairs)
    tally.given += len(given)
    tally.expected += len(expected)
    for one, other in pairs:
        for name in one or other:
            mine, truth = one.get(name, ""), other.get(name, "")
            is_title = name in {*EDUCATION.values(), *EXPERIENCE.values()} - {"city"}
            is_same = is_alike(mine, truth) if is_title else folded(mine) == folded(truth)
            score.compare(f"{kind}: {name}", mine, truth, is_same=is_same)
        if kind == "education":
            mine, truth = title_of_study(one), title_of_study(other)
            score.compare("education: both titles", mine, truth, is_same=is_alike(mine, truth))


def title_of_study(entry: Entry) -> str:
    """Qualification and field together, for where the one ends is a matter of taste."""
    return " ".join(filter(None, (entry.get("qualification", ""), entry.get("field_of_study", ""))))


def matched(given: list[Entry], expected: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs of entries, most alike first; what has no counterpart is paired with nothing."""
    ranked = sorted(
        ((likeness(one, other), -i, -j) for i, one in enumerate(given) for j, other in enumerate(expected)),
        reverse=True,
    )
    left, right, pairs = dict(enumerate(given)), dict(enumerate(expected)), []
    for closeness, i, j in ranked:
        if closeness >= SAME_ENTRY and -i in left and -j in right:
            pairs.append((left.pop(-i), right.pop(-j)))
    return [*pairs, *((one, {}) for one in left.values()), *(({}, other) for other in right.values())]


def likeness(one: Entry, other: Entry) -> float:
    """How alike two entries are by their names in any order; the same beginning weighs a little."""
    bags = [" ".join(sorted(words(" ".join(_titles(entry))).split())) for entry in (one, other)]
    ratio = SequenceMatcher(None, *bags, autojunk=False).ratio()
    return ratio + SAME_START * (bool(one["started"]) and one["started"] == other["started"])


def _titles(entry: Entry) -> list[str]:
    return [value for name, value in entry.items() if name not in {"started", "ended", "voluntary", "city"}]


def main(side: str, reader: str) -> int:
    """Print the table of one reader on one half."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")
    django.setup()
    module, _, function = reader.partition(":")
    score = score_reader(getattr(importlib.import_module(module), function), side)
    sys.stdout.write(score.table() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
