"""Which part of the titles of an entry is what: by its words, and by what the other entries of the section say.

In one section the employer stands at the same place in each entry, so that a name which says nothing is understood by
those above and below it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from candidates.readers.cv.address import country_code
from candidates.readers.cv.lines import Span
from candidates.readers.cv.place_names import is_place

STRONG = re.compile(r"\s*[\t|·•]\s*|\s+[–—]\s+|\s+-\s+|\s*;\s*|:\s+|\s+@\s+|\n+")
BY_WORD = re.compile(r"\s+(?:bij|at|te|chez)\s+", re.IGNORECASE)
COMMA = re.compile(r",\s+")
IN_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
MOST_PARTS = 5
LIKES_ORDER = 0.5
LIKES_NEEDED = 1.5

Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of a section and how much a text reads as each; `whole` is a role whose commas belong to it."""

    weigh: Mapping[str, Weigh]
    needed: frozenset[str]
    whole: str
    place_follows: str


def pieces_of(titles: Sequence[Span], roles: Roles) -> list[Span]:
    """The parts of the titles of one entry, in their order, countries left out."""
    strong = [piece for title in titles for piece in _strong(title)]
    pieces: list[Span] = []
    for piece in strong:
        weights = {name: weigh(piece.text) for name, weigh in roles.weigh.items()}
        is_whole = (
            sum(not is_place(one.text) for one in strong) > 1
            and max(weights, key=lambda name: weights[name]) == roles.whole
            and weights[roles.whole] > 0
        )
        parts = piece.split(COMMA)
        is_whole = (
            is_whole and roles.weigh[roles.whole](parts[0].text) > 0 and not any(is_place(part.text) for part in parts)
        )
        pieces += [piece] if is_whole else [part for part in parts if len(parts) == 1 or not _is_country(part.text)]
    pieces = [piece for piece in pieces if re.search(r"[^\W\d_]", piece.text)]
    return (_around_place(pieces[0], roles) if len(pieces) == 1 else pieces)[:MOST_PARTS]


def _around_place(piece: Span, roles: Roles) -> list[Span]:
    """A row without signs between its cells, cut around the place in its middle: "Bakkerij Pol Ede Verkoopster"."""
    words = [piece.part(*found.span()) for found in re.finditer(r"\S+", piece.text)]
    for word in words[1:-1]:
        before, behind = (
            piece.part(0, word.start - piece.start).stripped(),
            piece.part(word.end - piece.start).stripped(),
        )
        if is_place(word.text) and any(
            weigh(behind.text) > 0 for name, weigh in roles.weigh.items() if name == roles.whole
        ):
            return [before, word, behind]
    return [piece]


def _strong(title: Span) -> list[Span]:
    """Pieces between strong signs; a place in brackets is a piece of its own."""
    pieces = title.split(STRONG)
    if len(pieces) == 1:
        pieces = title.split(BY_WORD)
    return [part for piece in pieces for part in _without_place_in_brackets(piece)]


def _without_place_in_brackets(piece: Span) -> list[Span]:
    found = IN_BRACKETS.search(piece.text)
    if not found or found.end() != len(piece.text) or not found.start() or not _reads_as_place(found[1]):
        return [piece]
    return [piece.part(0, found.start()).stripped(), piece.part(*found.span(1))]


def _reads_as_place(text: str) -> bool:
    return is_place(text.split(",", maxsplit=1)[0])


def _is_country(text: str) -> bool:
    return bool(country_code(text)) and not is_place(text)


def told_apart(entries: Sequence[Sequence[Span]], roles: Roles) -> list[dict[str, Span]]:
    """For each entry the part that has each role."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, parts in enumerate(entries):
        groups[len(parts)].append(number)
    orders = {
        count: _best_order([entries[number] for number in numbers], roles) for count, numbers in groups.items() if count
    }
    return [_named(parts, orders[len(parts)]) if parts else {} for parts in entries]


def _named(parts: Sequence[Span], order: Sequence[str | None]) -> dict[str, Span]:
    return {role: part for role, part in zip(order, parts, strict=True) if role}


def _best_order(entries: Sequence[Sequence[Span]], roles: Roles) -> tuple[str | None, ...]:
    """The order of roles that suits all entries with this number of parts best."""
    count = len(entries[0])
    names = [*roles.weigh, *[None] * count]
    orders = set(permutations(names, count)) if count < len(names) else {tuple(names)}
    weights = [[{name: weigh(part.text) for name, weigh in roles.weigh.items()} for part in parts] for parts in entries]

    def suits(order: tuple[str | None, ...]) -> tuple[float, tuple[bool, ...], str]:
        total = LIKES_NEEDED * len(entries) * len(roles.needed.intersection(order))
        total += sum(weight[at][name] for weight in weights for at, name in enumerate(order) if name)
        if "place" in order and roles.place_follows in order:
            total += LIKES_ORDER * len(entries) * (order.index("place") == order.index(roles.place_follows) + 1)
        return total, tuple(name is not None for name in order), str(order)

    return max(orders, key=suits)
