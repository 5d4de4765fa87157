"""How people are reached, as their own row says: what all roles have in common."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from cluster_crm.people.models import AddressedPerson, Person
from privacy.actions.usable import among
from privacy.reach import Address, Reach
from privacy.vocabulary import Identifier

OWN = {"email": Identifier.EMAIL, "phone": Identifier.PHONE, "other_phone": Identifier.PHONE}


def own_addresses(model: type[Person], persons: Collection[UUID]) -> dict[UUID, frozenset[Address]]:
    """The addresses that stand on the rows of persons; one statement."""
    held = [name for name in OWN if name in {field.name for field in model._meta.concrete_fields}]
    rows = model._base_manager.filter(pk__in=among(persons)).values("pk", *held)
    return {row["pk"]: frozenset((OWN[name], row[name]) for name in held if row[name]) for row in rows}


def with_post(model: type[AddressedPerson], persons: Collection[UUID]) -> frozenset[UUID]:
    """Those of persons whose postal address we have; one statement."""
    rows = model._base_manager.filter(pk__in=among(persons)).exclude(street="").exclude(city="")
    return frozenset(rows.values_list("pk", flat=True))


def by_own_row(model: type[Person]) -> Any:
    """Return how to tell of a role that nothing but its own row says how somebody is reached."""

    def gather(persons: Collection[UUID]) -> Mapping[UUID, Reach]:
        return {person: Reach(addresses=found) for person, found in own_addresses(model, persons).items()}

    return gather


def by_trade(model: type[AddressedPerson], memberships: Any, organisation: str) -> Any:
    """Return how to tell of people at organisations: a sole trader is the organisation himself (GLO-04, GLO-05).

    `organisation` is the path of a current membership to the `Recipient`.
    """

    def gather(persons: Collection[UUID]) -> Mapping[UUID, Reach]:
        posted, addresses = with_post(model, persons), own_addresses(model, persons)
        current = memberships.current().filter(contact__in=among(persons))
        works_for: dict[UUID, set[UUID | None]] = {}
        for person, trader in current.values_list("contact", f"{organisation}__data_subject"):
            works_for.setdefault(person, set()).add(trader)
        return {
            person: Reach(
                addresses=found,
                has_postal_address=person in posted,
                is_at_legal_person=None in works_for.get(person, ()),
                is_sole_trader=person in works_for.get(person, ()),
            )
            for person, found in addresses.items()
        }

    return gather
