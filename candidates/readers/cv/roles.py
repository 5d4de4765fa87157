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
from candidates.readers.cv.entry_labels import HEAD_OF, plain_label
from candidates.readers.cv.labels import LABELLED
from candidates.readers.cv.lines import Span
from candidates.readers.cv.place_names import is_place

STRONG = re.compile(r"\s*[\t|·•]\s*|\s+[–—]\s+|\s+-\s+|\s*;\s*|:\s+|\s+@\s+|\n+")
BY_WORD = re.compile(r"\s+(?:bij|at|te|chez)\s+", re.IGNORECASE)
COMMA = re.compile(r",\s+")
IN_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
IN_PLACE = re.compile(r"(?P<name>.{2,80})\s+in\s+(?P<place>[A-ZÀ-Ý'][\w'’-]{1,30}(?:\s[A-ZÀ-Ý][\w'’-]{1,30}){0,2})")
MOST_PARTS = 5
SURELY = 1.5
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
    remark: re.Pattern[str]
    halves: Callable[[Span], list[Span]]
    place_in_brackets: bool = False


def pieces_of(titles: Sequence[Span], roles: Roles) -> list[Span]:
    """The parts of the titles of one entry, in their order, countries left out."""
    strong = [piece for title in titles for piece in _strong(title, roles)]
    is_one_of_several = sum(not is_place(piece.text) for piece in strong) > 1
    pieces: list[Span] = []
    for piece in (part for whole in strong for part in _without_place_in_brackets(whole, roles)):
        parts = piece.split(COMMA)
        is_whole = is_one_of_several and _is_whole(piece, parts, roles)
        pieces += [piece] if is_whole else [part for part in parts if len(parts) == 1 or not _is_country(part.text)]
    pieces = _without_remarks([piece for piece in pieces if re.search(r"[^\W\d_]", piece.text)], roles)
    if len(pieces) == 1:
        pieces = _around_place(pieces[0], roles)
    if sum(not is_place(piece.text) for piece in pieces) == 1:
        pieces = [part for piece in pieces for part in ([piece] if is_place(piece.text) else roles.halves(piece))]
    return pieces[:MOST_PARTS]


def _is_whole(piece: Span, parts: Sequence[Span], roles: Roles) -> bool:
    """Whether the commas of a piece belong to it: "Teaching assistant, Digital Logic"."""
    weights = {name: weigh(piece.text) for name, weigh in roles.weigh.items()}
    is_likeliest = max(weights, key=lambda name: weights[name]) == roles.whole and weights[roles.whole] > 0
    begins_so = roles.weigh[roles.whole](parts[0].text) > 0
    return is_likeliest and begins_so and not any(is_place(part.text) for part in parts)


def _without_remarks(pieces: list[Span], roles: Roles) -> list[Span]:
    """Without remarks such as "part-time" and "cum laude", which are no title."""
    pieces = [piece.stripped(") ") if piece.text.endswith(")") and "(" not in piece.text else piece for piece in pieces]
    kept = [piece for piece in pieces if not roles.remark.fullmatch(piece.text.strip(" ()."))]
    return kept or pieces


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


def _without_place_behind(piece: Span, roles: Roles) -> list[Span]:
    """ "Vervoersbedrijf Duin in Haarlem" is an employer and a place."""
    found = IN_PLACE.fullmatch(piece.text) if roles.place_in_brackets else None
    if not found or not (is_place(found["place"]) or roles.weigh["organisation"](found["name"]) > SURELY):
        return [piece]
    return [piece.part(*found.span("name")), piece.part(*found.span("place"))]


def _strong(title: Span, roles: Roles) -> list[Span]:
    """Pieces between strong signs, without the label that a title may have."""
    label = LABELLED.match(title.text)
    if label and plain_label(label["label"] or "") in HEAD_OF:
        title = title.part(label.end())
    halves = [half for piece in title.split(STRONG) for half in piece.split(BY_WORD)]
    return [part for half in halves for part in _without_place_behind(half, roles)]


def _without_place_in_brackets(piece: Span, roles: Roles) -> list[Span]:
    found = IN_BRACKETS.search(piece.text)
    if found and found.end() == len(piece.text) and found.start() and _reads_as_school(found[1], roles):
        return [piece.part(0, found.start()).stripped(), piece.part(*found.span(1))]
    if not found or found.end() != len(piece.text) or not found.start() or not _reads_as_place(found[1], roles):
        return [piece]
    bare = piece.part(0, found.start()).stripped()
    return [bare] if country_code(found[1]) else [bare, piece.part(*found.span(1))]


def _reads_as_school(text: str, roles: Roles) -> bool:
    return "institution" in roles.weigh and roles.weigh["institution"](text) > SURELY


def _reads_as_place(text: str, roles: Roles) -> bool:
    if is_place(text.split(",", maxsplit=1)[0]) or country_code(text):
        return True
    is_name = re.fullmatch(r"[^\W\d_][a-zà-ÿ'’-]{2,20}(?:\s[^\W\d_][\w'’-]{2,20})?", text) and text[0].isupper()
    return bool(
        is_name and roles.place_in_brackets and not roles.remark.fullmatch(text) and roles.weigh[roles.whole](text) <= 0
    )


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
