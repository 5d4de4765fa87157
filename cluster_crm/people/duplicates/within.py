"""People who stand twice among those who come in together: two rows of one file."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cluster_crm.people.duplicates.judging import Known, judge
from cluster_crm.people.duplicates.likeness import area_of, place_key, words_of
from cluster_crm.people.duplicates.probes import Certainty, Probe, Reason
from privacy.vocabulary import SubjectKind

LARGEST_BLOCK: Final = 100
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
    for first, second in sorted(_pairs(probes)):
        one, other = probes[first], probes[second]
        verdict = judge(one, _known(other, one), kind=kind)
        if verdict:
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


def _pairs(probes: Sequence[Probe]) -> set[tuple[int, int]]:
    """The pairs that have something in common at all; everybody with everybody would take hours."""
    blocks: Mapping[Block, list[int]] = defaultdict(list)
    for at, probe in enumerate(probes):
        for block in set(_blocks(probe)):
            blocks[block].append(at)
    return {
        (first, second)
        for members in blocks.values()
        for place, first in enumerate(members)
        for second in members[place + 1 : place + 1 + LARGEST_BLOCK]
    }


def _blocks(probe: Probe) -> Iterator[Block]:
    """What twins share: an address, or how the place begins and a word of the name but for one letter."""
    if probe.email:
        yield "email", probe.email
    yield from (("phone", phone) for phone in probe.phones)
    yield from (("page", url) for url in probe.profile_urls)
    words = [word for word in words_of((probe.given_name, probe.infix, probe.family_name)) if len(word) > 1]
    for place in {place_key(probe.city)[:2], area_of(probe.postcode)} - {""}:
        for word in words:
            yield place, word
            yield from ((place, word[:at] + word[at + 1 :]) for at in range(len(word)))
