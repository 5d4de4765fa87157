"""Dutch names: given name, infix (tussenvoegsel) and family name, which is sorted without its infix (CAND-DATA-01)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

INFIX_LIST = """
's, 't, aan, aan de, aan den, aan der, aan het, aan 't, abu, af, al, auf, aus, aus dem, aus der, bei, ben,
bij, bij de, bij het, bij 't, bin, binti, bint, boven d', da, dal, dalla, das, de, de die, de l', de la, de
las, de le, de van der, degli, dei, del, della, den, der, des, deze, di, die le, do, dos, du, el, het, ibn,
im, in, in de, in den, in der, in het, in 't, la, las, le, les, lo, los, onder, onder de, onder den, onder 't,
op, op de, op den, op der, op gen, op het, op ten, op 't, over, over de, over 't, s', t', te, ten, ter, thoe,
tho, to, toe, tot, uijt, uijt de, uijt den, uit, uit de, uit den, uit het, uit 't, unter, van, van 't, van de,
van de l', van den, van der, van gen, van het, van la, van ter, van van de, ver, vom, von, von dem, von den,
von der, von 't, voor, voor de, voor den, voor in 't, voor 't, vor, vor der, zu, zum, zur
"""
PARTICLE_LIST = "aan d de den der des du het in l la le op s t te ten ter van vom von zu zum zur"
PARTICLES = frozenset(PARTICLE_LIST.split())
INFIXES = frozenset(tuple(infix.split()) for infix in INFIX_LIST.split(","))
LONGEST_INFIX = max(len(words) for words in INFIXES)
TITLES_BEFORE = frozenset(
    ("dr", "drs", "ing", "ir", "mr", "mrs", "ms", "miss", "prof", "dhr", "mw", "mevr", "meneer", "mevrouw")
)
TITLES_BEHIND = frozenset(("bsc", "msc", "mba", "phd", "llm", "llb", "bba", "emba"))
TITLES_BEHIND_A_COMMA = TITLES_BEHIND | frozenset({"ba", "ma", "bc"})  # behind a blank, Ma is a family name
LETTERS_WITHOUT_ACCENT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
APOSTROPHES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u0060": "'", "\u00b4": "'"})
DIGRAPHS = ("IJ",)


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name in its three parts; a single word stands as the family name."""

    given_name: str
    infix: str
    family_name: str

    @property
    def full_name(self) -> str:
        """The name as it is said: "Jan van der Berg"."""
        return full_name(self.given_name, self.infix, self.family_name)

    @property
    def sort_key(self) -> str:
        """Where the name stands in a list: "berg jan van der"."""
        return sort_key(self.given_name, self.infix, self.family_name)

    @property
    def initials(self) -> str:
        """The initials of the given names: "J.P."."""
        return initials(self.given_name)


def full_name(given_name: str, infix: str, family_name: str) -> str:
    """Join the parts of a name, leaving out what is empty."""
    return " ".join(part for part in (given_name, infix, family_name) if part)


def unaccented(text: str) -> str:
    """Lower case without accents, so that Élodie stands beside Elodie."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(LETTERS_WITHOUT_ACCENT))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def search_words(text: str) -> list[str]:
    """The words of a name as they are searched: without accents, signs and infixes, unless there is nothing else."""
    words = re.findall(r"[^\W_]+", unaccented(text))
    return [word for word in words if word not in PARTICLES] or words


def sort_key(given_name: str, infix: str, family_name: str) -> str:
    """The Dutch order: family name, given name, and the infix only to tell namesakes apart."""
    return unaccented(full_name(family_name, given_name, infix))


def initials(given_name: str) -> str:
    """Initials as Dutch letters are addressed: "Jan Peter" is J.P., "Anne-Marie" A.-M. and "IJsbrand" IJ."""
    parts = [part for part in re.split(r"[\s.]+", given_name) if part[:1].isalpha()]
    return "".join("-".join(_initial(half) for half in part.split("-") if half) for part in parts)


def _initial(word: str) -> str:
    digraph = next((digraph for digraph in DIGRAPHS if word.startswith(digraph)), word[0])
    return f"{digraph.upper()}."


def split_name(text: str) -> PersonName:
    """Split a written name, "Jan van der Berg" as well as "Berg, J. van der"; academic titles are left out."""
    tidy = re.sub(r"\s+-\s+", "-", unicodedata.normalize("NFC", text).translate(APOSTROPHES))
    listed, *others = [_without_titles(part.split()) for part in tidy.split(",")]
    rest = [word for words in others if not _are_all_titles(words) for word in words]
    if not listed or not rest:
        return _split_in_spoken_order(listed or rest)
    return _split_in_listed_order(listed, rest)


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and _plain(words[0]) in TITLES_BEFORE:
        words = words[1:]
    while len(words) > 1 and _plain(words[-1]) in TITLES_BEHIND:
        words = words[:-1]
    return words


def _are_all_titles(words: list[str]) -> bool:
    return all(_plain(word) in TITLES_BEHIND_A_COMMA for word in words)


def _plain(word: str) -> str:
    return word.replace(".", "").lower()


def _split_in_spoken_order(words: list[str]) -> PersonName:
    for start in range(1, len(words)):
        length = _infix_length(words[start:-1])
        if length:
            return PersonName(
                " ".join(words[:start]),
                " ".join(words[start : start + length]),
                " ".join(words[start + length :]),
            )
    family_starts_at = next((at for at in range(1, len(words)) if _leads_double_name(words, at)), len(words) - 1)
    return PersonName(" ".join(words[:family_starts_at]), "", " ".join(words[family_starts_at:]))


def _split_in_listed_order(listed: list[str], rest: list[str]) -> PersonName:
    length = _infix_length(listed[:-1])
    if length:
        return PersonName(" ".join(rest), " ".join(listed[:length]), " ".join(listed[length:]))
    leading = _infix_length(rest) if rest[0][0].islower() else 0  # Kuiper, Ben is not Ben as an infix
    if leading:
        return PersonName(" ".join(rest[leading:]), " ".join(rest[:leading]), " ".join(listed))
    start = next((at for at in range(1, len(rest)) if _infix_length(rest[at:]) == len(rest) - at), len(rest))
    return PersonName(" ".join(rest[:start]), " ".join(rest[start:]), " ".join(listed))


def _infix_length(words: Sequence[str]) -> int:
    """How many of the leading words form one infix; the longest match counts."""
    for length in range(min(LONGEST_INFIX, len(words)), 0, -1):
        if tuple(word.lower() for word in words[:length]) in INFIXES:
            return length
    return 0


def _leads_double_name(words: Sequence[str], at: int) -> bool:
    """Whether the word begins a double name whose second half has an infix: Jansen-de Vries."""
    _first, hyphen, second = words[at].rpartition("-")
    return bool(hyphen) and at + 1 < len(words) and _infix_length([second, *words[at + 1 : -1]]) > 0
