"""Whether two names, and two places, may be the same one in spite of typing errors: pure functions, no database."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from cluster_crm.people.names import full_name, search_words, unaccented

DUTCH_POSTCODE: Final = re.compile(r"([1-9][0-9]{3}) [A-Z]{2}")
OTHER_NAMES: Final = {"s gravenhage": "den haag", "s hertogenbosch": "den bosch", "the hague": "den haag"}
"""Places that people call by two names."""

LETTERS_FOR_ONE_ERROR: Final = 4
LETTERS_FOR_TWO_ERRORS: Final = 8
MOST_ERRORS: Final = 2
"""Typing errors in a whole name, or in one word."""


class Likeness(Enum):
    """What two names say about two people."""

    ALIKE = auto()
    """Given name and family name stand in both, with a typing error at most."""

    POSSIBLE = auto()
    """One of them is shorter: a name is missing, or there is an initial in its place."""

    DIFFERENT = auto()


Named = tuple[str, str, str]
"""Given name, infix and family name."""


def words_of(name: Named) -> list[str]:
    """The words of a name that count, without accents and infixes, as the database searches them."""
    given, infix, family = name
    return search_words(full_name(given.replace(".", " "), infix, family))


def compare_names(one: Named, other: Named) -> Likeness:
    """Say how alike two names are, in whichever order their words stand; symmetric."""
    return compare_words(words_of(one), words_of(other))


def compare_words(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Say how alike two names are of which the words are known."""
    shorter, longer = sorted((one, other), key=lambda words: (len(words), words))
    if not shorter:
        return Likeness.POSSIBLE
    left, whole, errors = list(longer), 0, 0
    for word in sorted(shorter, key=len, reverse=True):
        found = _nearest(word, left)
        if found is None:
            return Likeness.DIFFERENT
        left.remove(found[1])
        errors += found[0]
        whole += min(len(word), len(found[1])) > 1
    if errors > MOST_ERRORS:
        return Likeness.DIFFERENT
    return Likeness.ALIKE if whole > 1 else Likeness.POSSIBLE


def _nearest(word: str, words: Sequence[str]) -> tuple[int, str] | None:
    """The word that is meant by another one: itself, else one with a typing error, else what it is the initial of.

    With the number of errors.
    """
    compared = ((errors_between(word, other), other) for other in words)
    if near := [(errors, other) for errors, other in compared if errors is not None]:
        return min(near)
    return next(((0, other) for other in words if 1 in {len(word), len(other)} and word[0] == other[0]), None)


def errors_between(word: str, other: str) -> int | None:
    """Count the typing errors by which two words differ; None where they are two words.

    The shorter a word, the less is forgiven. Of three letters two may be swapped, or one in the middle left out: Tmo
    is Tom and Kes is Kees; Jan is not Jana. To many ij and y are one letter: Meijer and Meyer, Dijkstra and Dykstra.
    """
    if word.replace("ij", "y") == other.replace("ij", "y"):
        return 0
    letters, errors = min(len(word), len(other)), distance(word, other)
    if letters >= LETTERS_FOR_ONE_ERROR:
        return errors if errors <= (1 if letters < LETTERS_FOR_TWO_ERRORS else 2) else None
    has_same_letters = sorted(word) == sorted(other)
    has_same_ends = letters == LETTERS_FOR_ONE_ERROR - 1 and (word[0], word[-1]) == (other[0], other[-1])
    is_longer = len(word) != len(other)
    return errors if errors == 1 and (has_same_letters or (has_same_ends and is_longer)) else None


def distance(one: str, other: str) -> int:
    """Count the letters that must be dropped, added, replaced or swapped with their neighbour.

    More than `MOST_ERRORS` are not counted to the end: one more stands for any number.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > MOST_ERRORS:
        return MOST_ERRORS + 1
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, before, row = before, row, [at]
        for place, wanted in enumerate(other, start=1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            is_swapped = at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted
            row.append(min(cost, last[place - 2] + 1) if is_swapped else cost)
        if min(row) > MOST_ERRORS:  # no later row has fewer: a swap begins two rows above, with one fewer at most
            return MOST_ERRORS + 1
    return min(row[-1], MOST_ERRORS + 1)


def place_key(city: str) -> str:
    """A place as it is compared: "'s-Gravenhage" is den haag."""
    words = " ".join(re.findall(r"[^\W_]+", unaccented(city)))
    return OTHER_NAMES.get(words, words)


def other_place(place: str) -> str:
    """The other name of a place that has two, as people write it; empty for any other place."""
    return next((other for other, name in OTHER_NAMES.items() if name == place), "")


def area_of(postcode: str) -> str:
    """The digits of a Dutch postcode: a neighbourhood; empty for any other."""
    found = DUTCH_POSTCODE.fullmatch(postcode)
    return found[1] if found else ""


def is_same_place(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two places and postcodes lie in the same place."""
    if area_of(one[1]) and area_of(one[1]) == area_of(other[1]):
        return True
    first, second = place_key(one[0]), place_key(other[0])
    return bool(first and second) and errors_between(first, second) is not None
