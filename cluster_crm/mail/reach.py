"""Addresses from which mail of ours came back."""

from collections.abc import Collection, Mapping
from uuid import UUID

from cluster_crm.mail.models import UndeliverableAddress
from privacy.actions.usable import among
from privacy.reach import Address
from privacy.vocabulary import Identifier, SubjectKind


def returned(persons: Collection[UUID], kind: SubjectKind) -> Mapping[UUID, Collection[Address]]:
    """Tell which addresses of people a mail server refused for good; one statement."""
    found: dict[UUID, set[Address]] = {}
    rows = UndeliverableAddress.objects.filter(data_subject__in=among(persons), subject_kind=kind)
    for person, address in rows.values_list("data_subject", "address"):
        found.setdefault(person, set()).add((Identifier.EMAIL, address))
    return found
