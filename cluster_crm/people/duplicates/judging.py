"""What is concluded from what two people have in common: a pure decision."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from cluster_crm.people.duplicates.likeness import Likeness, Named, area_of, is_same_place
from cluster_crm.people.duplicates.probes import Certainty, Probe, Reason
from privacy.vocabulary import SubjectKind

AT_WORK: Final = frozenset({SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT})
"""Roles whose telephone number may be that of a switchboard: with another name it says nothing."""

ADDRESSES: Final = (Reason.PROFILE_URL, Reason.EMAIL, Reason.PHONE, Reason.FORMER)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody to compare with: his name, where he lives, and the addresses that are the same."""

    name: Named
    city: str
    postcode: str
    shared: frozenset[Reason] = frozenset()


Verdict = tuple[Certainty, tuple[Reason, ...]]


def judge(probe: Probe, known: Known, likeness: Likeness, *, kind: SubjectKind) -> Verdict | None:
    """Say whether somebody with a name so alike may be the one who comes in; None where nothing speaks for it.

    The same address makes it sure where the names may be one name; a family shares addresses under several names, so
    those stay likely. Without an address, name and place must agree both.
    """
    if not known.shared and likeness is Likeness.DIFFERENT:
        return None
    is_near = is_same_place((probe.city, probe.postcode), (known.city, known.postcode))
    shared = tuple(reason for reason in ADDRESSES if reason in known.shared)
    if shared:
        return _by_address(shared, likeness, is_near=is_near, kind=kind)
    if not is_near or not (likeness is Likeness.ALIKE or _is_neighbour(probe, known, likeness)):
        return None
    return Certainty.LIKELY, (Reason.NAME, Reason.PLACE)


def _by_address(shared: Collection[Reason], likeness: Likeness, *, is_near: bool, kind: SubjectKind) -> Verdict | None:
    if likeness is Likeness.DIFFERENT:
        is_switchboard = set(shared) == {Reason.PHONE} and kind in AT_WORK
        return None if is_switchboard else (Certainty.LIKELY, (*shared, Reason.OTHER_NAME))
    named = (Reason.NAME,) if likeness is Likeness.ALIKE else ()
    return Certainty.SURE, (*shared, *named, *((Reason.PLACE,) if is_near else ()))


def _is_neighbour(probe: Probe, known: Known, likeness: Likeness) -> bool:
    """Whether an initial is enough: in the same neighbourhood, beside a family name that is no initial itself."""
    given, _infix, family = known.name
    is_same_area = bool(area_of(probe.postcode)) and area_of(probe.postcode) == area_of(known.postcode)
    is_named = bool(probe.given_name and given) and min(len(probe.family_name), len(family)) > 1
    return is_same_area and is_named and likeness is Likeness.POSSIBLE
