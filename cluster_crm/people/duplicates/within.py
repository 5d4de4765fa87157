"""People who stand twice among those who come in together: two rows of one file."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cluster_crm.people.duplicates.judging import Known, judge
from cluster_crm.people.duplicates.likeness import Likeness, area_of, compare_words, place_key, words_of
from cluster_crm.people.duplicates.probes import Certainty, Probe, Reason
from privacy.vocabulary import SubjectKind

LARGEST_BLOCK: Final = 50
"""Probes that are compared with one another because of one thing in common; of more, each with those after it."""

Block = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another probe, by its key, that may be the same person."""

    key: Hashable
    certainty: Certainty
    reasons: tuple[Reason, ...]


def find_within(probes: Sequence[Probe], *, kind: SubjectKind = SubjectKind.CANDIDATE) -> dict[Hashable, list[Twin]]:
    """Return for each probe, by its key, the others that may be the same person; symmetric, without the database."""
    twins: dict[Hashable, list[Twin]] = defaultdict(list)
    words = [words_of((probe.given_name, probe.infix, probe.family_name)) for probe in probes]
    for first, second in sorted(_pairs(probes, words)):
        one, other = probes[first], probes[second]
        known = _known(other, one)
        may_be = known.shared or compare_words(words[first], words[second]) is not Likeness.DIFFERENT
        if may_be and (verdict := judge(one, known, kind=kind)):
            twins[one.key].append(Twin(other.key, *verdict))
            twins[other.key].append(Twin(one.key, *verdict))
    return dict(twins)


def _known(probe: Probe, other: Probe) -> Known:
    shared = {
        Reason.EMAIL: bool(probe.email) and probe.email == other.email,
        Reason.PHONE: bool(set(probe.phones) & set(other.phones)),
        Reason.PROFILE_URL: bool(set(probe.profile_urls) & set(other.profile_urls)),
    }
    name = (probe.given_name, probe.infix, probe.family_name)
    return Known(name, probe.city, probe.postcode, frozenset(reason for reason, is_so in shared.items() if is_so))


def _pairs(probes: Sequence[Probe], words: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """The pairs that have something in common at all; everybody with everybody would take hours."""
    blocks: Mapping[Block, list[int]] = defaultdict(list)
    for at, probe in enumerate(probes):
        for block in {*_addresses(probe), *_names(probe, words[at])}:
            blocks[block].append(at)
    return {
        (first, second)
        for members in blocks.values()
        for place, first in enumerate(members)
        for second in members[place + 1 : place + 1 + LARGEST_BLOCK]
    }


def _addresses(probe: Probe) -> Iterator[Block]:
    if probe.email:
        yield "email", probe.email
    yield from (("phone", phone) for phone in probe.phones)
    yield from (("page", url) for url in probe.profile_urls)


def _names(probe: Probe, words: Sequence[str]) -> Iterator[Block]:
    """How the place begins, a word of the name but for one letter, and how another word of it begins."""
    for place in {place_key(probe.city)[:2], area_of(probe.postcode)} - {""}:
        for which, word in enumerate(words):
            initials = {other[0] for number, other in enumerate(words) if number != which}
            written = {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))} if len(word) > 1 else set()
            yield from ((place, each, initial) for each in written for initial in initials)
