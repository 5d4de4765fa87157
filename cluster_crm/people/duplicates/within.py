"""People who stand twice among those who come in together: two rows of one file."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from cluster_crm.people.duplicates.judging import Known, judge
from cluster_crm.people.duplicates.likeness import area_of, compare_words, place_key, words_of
from cluster_crm.people.duplicates.probes import Certainty, Probe, Reason
from privacy.vocabulary import SubjectKind

MOST_COMPARED: Final = 50
"""Of those with something in common, the last ones; and of those, the ones who have most in common by name."""

What = tuple[object, ...]
"""An address, or how a place begins with two words of a name, as people are found by it again."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Another probe, by its key, that may be the same person."""

    key: Hashable
    certainty: Certainty
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who comes in, with what he is found by: the words of his name, and hashes of what he has in common."""

    probe: Probe
    words: Sequence[str]
    by_address: frozenset[int]
    by_name: frozenset[int]

    @classmethod
    def of(cls, probe: Probe) -> "Arrival":
        """See by what somebody is found."""
        words = words_of(probe.name)
        return cls(probe, words, frozenset(map(hash, _addresses(probe))), frozenset(map(hash, _names(probe, words))))


class Arrivals:
    """People who come in one after another, each compared with those before him; without the database.

    Nobody is compared with more than 50 by name, and 50 by each address, however alike they are: everybody with
    everybody would take hours. Memory grows with those who are added.
    """

    def __init__(self, kind: SubjectKind = SubjectKind.CANDIDATE) -> None:
        """Begin with nobody."""
        self._kind = kind
        self._people: list[Arrival] = []
        self._by_what: dict[int, list[int]] = defaultdict(list)

    def add(self, arrival: Arrival) -> None:
        """Let those who come later be compared with this one."""
        for hashed in arrival.by_address | arrival.by_name:
            self._by_what[hashed].append(len(self._people))
        self._people.append(arrival)

    def twins_of(self, arrival: Arrival) -> list[Twin]:
        """Return those who came before and may be the same person, in the order in which they came."""
        in_common = Counter(self._with(arrival.by_name))
        by_name = nlargest(MOST_COMPARED, in_common, key=lambda at: (in_common[at], at))
        compared = sorted({*self._with(arrival.by_address), *by_name})
        return [twin for at in compared if (twin := self._twin(arrival, self._people[at]))]

    def _with(self, hashes: frozenset[int]) -> Iterator[int]:
        """The last of those of whom the same things are known; each as often as there are such things."""
        return (at for hashed in hashes & self._by_what.keys() for at in self._by_what[hashed][-MOST_COMPARED:])

    def _twin(self, arrival: Arrival, other: Arrival) -> Twin | None:
        likeness = compare_words(arrival.words, other.words)
        verdict = judge(arrival.probe, _known(other.probe, arrival.probe), likeness, kind=self._kind)
        return Twin(other.probe.key, *verdict) if verdict else None


def _known(probe: Probe, other: Probe) -> Known:
    shared = {
        Reason.EMAIL: bool(probe.email) and probe.email == other.email,
        Reason.PHONE: bool(set(probe.phones) & set(other.phones)),
        Reason.PROFILE_URL: bool(set(probe.profile_urls) & set(other.profile_urls)),
    }
    return Known(probe.name, probe.city, probe.postcode, frozenset(reason for reason, is_so in shared.items() if is_so))


def _addresses(probe: Probe) -> Iterator[What]:
    if probe.email:
        yield "email", probe.email
    yield from (("phone", phone) for phone in probe.phones)
    yield from (("page", url) for url in probe.profile_urls)


def _names(probe: Probe, words: Sequence[str]) -> Iterator[What]:
    """How the place begins, a word of the name but for one letter, and how another word of it begins."""
    for place in {place_key(probe.city)[:2], area_of(probe.postcode)} - {""}:
        for which, word in enumerate(words):
            initials = {other[0] for number, other in enumerate(words) if number != which}
            written = {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))} if len(word) > 1 else set()
            yield from ((place, each, initial) for each in written for initial in initials)
