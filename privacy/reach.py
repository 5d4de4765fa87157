"""How people in each role can be reached: upper apps tell it for many persons at once, and no list of them stands here.

What is told here decides nothing by itself: `privacy.sending` does.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from privacy.keyed_hash import normal_form
from privacy.vocabulary import Channel, Identifier, SubjectKind

Address = tuple[Identifier, str]
REACHED_BY: Final = {
    Channel.EMAIL: Identifier.EMAIL,
    Channel.SMS: Identifier.PHONE,
    Channel.PHONE: Identifier.PHONE,
    Channel.SOCIAL_DM: Identifier.PROFILE_URL,
}
"""By which address a channel reaches somebody; what is barred on all channels is barred by all addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How one person in one role can be reached, and what the law asks about that.

    `is_at_legal_person` and `is_sole_trader` say in which capacity his business address is his (Tw 11.7);
    `is_open_to_approach` that a referee has given his reference (AMB-16).
    """

    addresses: frozenset[Address] = frozenset()
    has_postal_address: bool = False
    is_at_legal_person: bool = False
    is_sole_trader: bool = False
    is_open_to_approach: bool = False

    def channels(self, returned: Collection[Address] = ()) -> frozenset[Channel]:
        """The channels for which there is an address that did not come back."""
        good = {identifier for identifier, value in self.addresses if (identifier, value) not in returned}
        by_address = {channel for channel, identifier in REACHED_BY.items() if identifier in good}
        return frozenset(by_address | ({Channel.POST} if self.has_postal_address else set()))

    def owns(self, channel: Channel, address: str) -> bool:
        """Whether an address of this channel is the person's, however it is spelled."""
        identifier = REACHED_BY.get(channel)
        if identifier is None:
            return channel == Channel.POST and self.has_postal_address
        asked = normal_form(identifier, address)
        return any(asked == normal_form(kind, value) for kind, value in self.addresses if kind == identifier)


Gather = Callable[[Collection[UUID]], Mapping[UUID, Reach]]
GatherBirths = Callable[[Collection[UUID]], Mapping[UUID, date]]
GatherAccepted = Callable[[Collection[UUID], SubjectKind], Collection[UUID]]
GatherReturned = Callable[[Collection[UUID], SubjectKind], Mapping[UUID, Collection[Address]]]

_gatherers: dict[SubjectKind, Gather] = {}
_births: list[GatherBirths] = []
_ad_cookies: list[GatherAccepted] = []
_returned: list[GatherReturned] = []


def register(kind: SubjectKind, gather: Gather) -> None:
    """Say how people in a role are reached; the number of statements may not depend on how many are asked about."""
    _gatherers[kind] = gather


def register_births(gather: GatherBirths) -> None:
    """Say which birth dates a role holds of people; the number of statements may not depend on how many are asked."""
    _births.append(gather)


def register_ad_cookies(gather: GatherAccepted) -> None:
    """Say who allows advertising cookies, by a choice of his own that is in force."""
    _ad_cookies.append(gather)


def register_returned(gather: GatherReturned) -> None:
    """Say which addresses of people are known to be no good: mail to them came back."""
    _returned.append(gather)


def reach_of(persons: Collection[UUID], kind: SubjectKind) -> Mapping[UUID, Reach]:
    """Return how people in a role can be reached; whoever is not in it has no address with us."""
    gather = _gatherers.get(kind)
    return gather(persons) if gather else {}


def births_of(persons: Collection[UUID]) -> Mapping[UUID, date]:
    """Return the birth dates of people, whatever role holds them: an age is that of the person (Article 8, UAVG 5).

    Where two roles differ, the later day counts: it protects longest.
    """
    found: dict[UUID, date] = {}
    for gather in _births:
        for person, born in gather(persons).items():
            found[person] = max(born, found.get(person, born))
    return found


def ad_cookies_of(persons: Collection[UUID], kind: SubjectKind) -> frozenset[UUID]:
    """Return who allows advertising cookies; nobody before he said so."""
    return frozenset(person for gather in _ad_cookies for person in gather(persons, kind))


def returned_addresses(persons: Collection[UUID], kind: SubjectKind) -> Mapping[UUID, frozenset[Address]]:
    """Return the addresses of people from which mail came back."""
    found: dict[UUID, set[Address]] = {}
    for gather in _returned:
        for person, addresses in gather(persons, kind).items():
            found.setdefault(person, set()).update(addresses)
    return {person: frozenset(addresses) for person, addresses in found.items()}
