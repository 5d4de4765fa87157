"""Names and places that may be the same in spite of typing errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_crm.people.duplicates.likeness import (
    Likeness,
    compare_names,
    distance,
    errors_between,
    is_same_place,
)

WORDS = st.text("abcdeëijs", max_size=9)
NAMES = st.tuples(WORDS, st.sampled_from(["", "van", "de", "van der"]), WORDS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Noor", "de", "Vries"), ("Noor", "", "Vries")),
        (("Noor", "de", "Vries"), ("Noor", "", "de Vries")),
        (("Noor", "de", "Vries"), ("Vries", "", "Noor")),
        (("Noor", "de", "Vries"), ("Nooor", "de", "Vrise")),
        (("Zoë", "", "Meijer"), ("Zoe", "", "Meyer")),
        (("Anna", "", "Jansen"), ("Anna", "de", "Vries-Jansen")),
        (("Jan Peter", "", "Bakker"), ("Jan", "", "Bakker")),
        (("Tom", "", "Bakker"), ("Tmo", "", "Bakker")),
        (("Kees", "van", "Dijk"), ("Kes", "van", "Dijk")),
    ],
)
def test_names_are_alike(one, other):
    assert compare_names(one, other) is Likeness.ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("J.", "de", "Vries"), ("Jan", "de", "Vries")),
        (("", "de", "Vries"), ("Jan", "de", "Vries")),
        (("J.P.", "", "Bakker"), ("Jan Peter", "", "Bakker")),
        (("", "", ""), ("Jan", "de", "Vries")),
        (("J.", "", "V."), ("Jan", "de", "Vries")),
    ],
)
def test_shorter_name_is_possible(one, other):
    assert compare_names(one, other) is Likeness.POSSIBLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jan", "de", "Vries"), ("Petra", "de", "Vries")),
        (("Jan", "de", "Vries"), ("Johannes", "de", "Vries")),
        (("P.", "de", "Vries"), ("Jan", "de", "Vries")),
        (("Tom", "", "Bakker"), ("Tim", "", "Bakker")),
        (("Jan", "", "Bakker"), ("Jana", "", "Bakker")),
        (("Anna", "", "Bakker"), ("Anna", "", "Visser")),
        (("Marie", "", "Jansen"), ("Maria", "", "Hansons")),
    ],
)
def test_names_are_different(one, other):
    assert compare_names(one, other) is Likeness.DIFFERENT


@given(NAMES, NAMES)
def test_likeness_is_symmetric(one, other):
    assert compare_names(one, other) is compare_names(other, one)


@given(NAMES)
def test_name_is_never_different_from_itself(name):
    assert compare_names(name, name) is not Likeness.DIFFERENT


@given(WORDS, WORDS)
def test_distance_is_symmetric_and_zero_for_the_same_word_alone(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(st.text("abcde", min_size=4, max_size=9), st.data())
def test_one_typing_error_is_forgiven(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    mistakes = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + "x" + word[at + 1 :],
        word[:at] + "x" + word[at:],
    ]

    assert [mistake for mistake in mistakes if errors_between(word, mistake) is None] == []


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (("Utrecht", ""), ("UTRECHT ", ""), True),
        (("Amsterdam", ""), ("Amsterdm", ""), True),
        (("'s-Gravenhage", ""), ("Den Haag", ""), True),
        (("", "3511 AB"), ("Utrecht", "3511 XZ"), True),
        (("Utrecht", "3511 AB"), ("Utrecht", "3584 XZ"), True),
        (("Utrecht", "3511 AB"), ("Delft", "2611 AB"), False),
        (("", "10115"), ("", "10117"), False),
        (("", ""), ("", ""), False),
    ],
)
def test_places(one, other, is_same):
    assert (is_same_place(one, other), is_same_place(other, one)) == (is_same, is_same)
