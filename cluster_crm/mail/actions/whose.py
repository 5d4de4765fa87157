"""Whose timeline a message belongs on: a pure decision over its addresses and the people who have them.

An inbound message is contact with who wrote it, and with nobody who got a copy. An outbound one is contact with
everybody whom it was sent to. Nobody is made of an address: what leads to nobody, or to several, waits for a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cluster_crm.mail.exceptions import AboutSomebodyElse
from cluster_crm.mail.models import WaitingMail
from cluster_crm.people.models import Interaction
from cluster_crm.people.models.interactions import REASONS
from privacy.vocabulary import SubjectKind

PersonKey = tuple[UUID, SubjectKind]
Why = WaitingMail.Why
Direction = Interaction.Direction

FIRST: Final = (
    SubjectKind.CANDIDATE,
    SubjectKind.CLIENT_CONTACT,
    SubjectKind.SUPPLIER_CONTACT,
    SubjectKind.WEBSITE_USER,
    SubjectKind.REFEREE,
    SubjectKind.EMERGENCY_CONTACT,
)
"""Of several roles of a person, the one under which his words are kept."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Addresses in their one form, those of ours, and who has each of the others; `about` is whom staff named."""

    senders: Sequence[str]
    recipients: Sequence[str]
    ours: frozenset[str]
    people: Mapping[str, frozenset[PersonKey]]
    about: PersonKey | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """The people whom a message is contact with, first the one with whom its words stand; or why and where it waits."""

    direction: Direction
    people: tuple[PersonKey, ...] = ()
    why: Why | None = None
    address: str = ""


def decide_whose(facts: Facts) -> Whose:
    """Say whose a message is; raises AboutSomebodyElse where staff named somebody and others are in it."""
    is_ours = bool(facts.senders) and facts.senders[0] in facts.ours
    return _outbound(facts) if is_ours else _inbound(facts)


def _inbound(facts: Facts) -> Whose:
    known = next((facts.people[address] for address in facts.senders if facts.people.get(address)), frozenset())
    address = facts.senders[0] if facts.senders else ""
    persons = {person for person, _kind in known}
    if facts.about:
        if known and facts.about[0] not in persons:
            raise AboutSomebodyElse
        return _of_one(Direction.INBOUND, {facts.about} | _roles_of(facts.about[0], known), address, facts.about)
    if len(persons) > 1:
        return Whose(Direction.INBOUND, why=Why.SHARED, address=address)
    if not known:
        return Whose(Direction.INBOUND, why=Why.UNKNOWN, address=address)
    return _of_one(Direction.INBOUND, known, address, None)


def _of_one(direction: Direction, roles: Iterable[PersonKey], address: str, about: PersonKey | None) -> Whose:
    """One person in his roles; in which he was only named to us, contact needs a reason that a message does not say."""
    ranked = sorted(roles, key=lambda key: (key != about, FIRST.index(key[1])))
    free = tuple(key for key in ranked if key[1] not in REASONS)
    if about and about[1] in REASONS:
        free = ()
    return Whose(direction, free, None if free else Why.NAMED, address)


def _outbound(facts: Facts) -> Whose:
    outside = [address for address in facts.recipients if address not in facts.ours]
    found = [facts.people.get(address, frozenset()) for address in outside]
    singles = [known for known in found if len({person for person, _kind in known}) == 1]
    known = list(dict.fromkeys(key for roles in singles for key in sorted(roles, key=_rank)))
    address = outside[0] if outside else ""
    if facts.about and known and facts.about[0] not in {person for person, _kind in known}:
        raise AboutSomebodyElse
    if facts.about:
        known = list(dict.fromkeys([facts.about, *known]))
    free = tuple(key for key in known if key[1] not in REASONS)
    if facts.about and facts.about[1] in REASONS:
        free = ()
    return Whose(Direction.OUTBOUND, free, None if free else _why_outbound(outside, found, known), address)


def _why_outbound(outside: Sequence[str], found: Sequence[frozenset[PersonKey]], known: Sequence[PersonKey]) -> Why:
    if known:
        return Why.NAMED
    if not outside:
        return Why.NOBODY
    return Why.SHARED if any(found) else Why.UNKNOWN


def _roles_of(person: UUID, known: Iterable[PersonKey]) -> set[PersonKey]:
    return {key for key in known if key[0] == person}


def _rank(key: PersonKey) -> int:
    return FIRST.index(key[1])
