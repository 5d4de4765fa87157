"""Special data in free text, against sentences whose truth was written down by hand (nl and en)."""

from collections import Counter
from pathlib import Path

import pytest

from cluster_crm.people.special_data import Mention, SpecialKind, find_special
from cluster_crm.people.special_data.finder import RULES, RULES_BY_WORD

pytestmark = pytest.mark.requirement("CAND-DATA-31")
TRUTH = Path(__file__).parent / "special_data"


def sentences(name: str) -> list[tuple[set[str], str]]:
    lines = (TRUTH / f"{name}.tsv").read_text().splitlines()
    return [(set(kinds.split(",")) - {"-"}, text) for kinds, text in (line.split("\t") for line in lines)]


def scores(name: str) -> dict[str, tuple[float, float]]:
    """Precision and recall per kind."""
    right, wrong, missed = Counter(), Counter(), Counter()
    for truth, text in sentences(name):
        found = {mention.kind.value for mention in find_special(text)}
        right.update(truth & found)
        wrong.update(found - truth)
        missed.update(truth - found)
    return {
        kind: (
            right[kind] / (right[kind] + wrong[kind] or 1),
            right[kind] / (right[kind] + missed[kind] or 1),
        )
        for kind in right | wrong | missed
    }


def test_truth_is_wide_and_half_of_it_is_harmless():
    counts = {name: len(sentences(name)) for name in ("tuned", "held_back", "unseen")}
    every = [truth for name in counts for truth, _text in sentences(name)]
    harmless = sum(not truth for truth in every)

    assert counts == {"tuned": 460, "held_back": 139, "unseen": 60}
    assert set().union(*every) == set(SpecialKind.values)
    assert 0.4 < harmless / len(every) < 0.6


@pytest.mark.parametrize(("name", "precision", "recall"), [("tuned", 0.98, 0.95), ("held_back", 0.95, 0.9)])
def test_every_kind_is_found_and_little_else(name: str, precision: float, recall: float):
    too_low = {kind: got for kind, got in scores(name).items() if got[0] < precision or got[1] < recall}

    assert too_low == {}


def test_sentences_that_no_rule_was_written_for_are_rarely_mistaken_and_mostly_found():
    truth_and_found = [
        (truth, {mention.kind.value for mention in find_special(text)}) for truth, text in sentences("unseen")
    ]
    right = sum(len(truth & found) for truth, found in truth_and_found)

    assert right / sum(len(found) for _truth, found in truth_and_found) >= 0.95
    assert right / sum(len(truth) for truth, _found in truth_and_found) >= 0.7


def test_find_special_says_where_and_by_which_rule():
    text = "Goed gesprek. Ze heeft diabetes, en is lid van de FNV."

    found = find_special(text)

    assert [(mention.kind, text[mention.start : mention.end], mention.rule) for mention in found] == [
        ("health", "heeft diabetes", "health.has"),
        ("union", "lid van de FNV", "union.member"),
    ]
    assert isinstance(found[0], Mention)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "🙂" * 100, "\u0130" * 50, "is " * 20_000, "heeft een " * 20_000, " " * 100_000, "12345678" * 5_000],
)
def test_find_special_bears_odd_texts(text: str):
    assert find_special(text) == ()


def test_find_special_finds_what_a_line_break_splits():
    text = "In 2019 kreeg zij\nborstkanker en stopte zij."

    assert [(mention.kind, text[mention.start : mention.end]) for mention in find_special(text)] == [
        ("health", "borstkanker")
    ]


def test_marks_stay_in_place_behind_letters_that_grow_in_lower_case():
    text = "\u0130\u0130\u0130 heeft diabetes"

    (found,) = find_special(text)

    assert text[found.start : found.end] == "heeft diabetes"


def test_rules_have_codes_of_their_own_and_each_can_be_triggered():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert {rule for rules in RULES_BY_WORD.values() for rule in rules} == set(RULES)
    assert all(rule.code.startswith(f"{rule.kind}.") for rule in RULES)


@pytest.mark.requirement("LAW-32")
@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("BSN 111222333", ["bsn.named"]),
        ("Gegevens: 111222333", ["bsn.eleven_test"]),
        ("Factuurnummer 111222333", []),
        ("111222333 euro", []),
        ("Factuur voor BSN 111222333", ["bsn.named"]),
    ],
)
def test_number_is_judged_by_what_stands_beside_it(text: str, rules: list[str]):
    assert [mention.rule for mention in find_special(text)] == rules
