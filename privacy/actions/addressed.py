"""Who is reached at an e-mail address: the persons who hold it, in whatever role, and those who did before a merge."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from privacy.models import FormerAddress, SubjectRole
from privacy.registry import person_model, personal_model
from privacy.vocabulary import Identifier, SubjectKind


@dataclass(frozen=True, slots=True)
class Addressed:
    """One person, at an address that we hold of him in one of his roles."""

    data_subject_id: UUID
    kind: SubjectKind
    address: str


def persons_at(typed: str) -> list[Addressed]:
    """Return each person whom an address leads to once, with the address that *we* hold: only there he is written to.

    Spellings that a hash takes for one (a plus tag) may be two people's mailboxes: a former address leads to the one
    that is held now, never to the one that was typed.
    """
    address = one_form(typed)
    former = FormerAddress.objects.of_values([(Identifier.EMAIL, address)]).values_list("data_subject", flat=True)
    found = [*_held(address=address), *(_held(persons=list(former)) if former else ())]
    return list({each.data_subject_id: each for each in reversed(found)}.values())[::-1]


def addresses_of(persons: Collection[UUID], kind: SubjectKind | str) -> dict[UUID, str]:
    """Return one e-mail address that we hold of each of many persons in a role, where there is one."""
    model: Any = person_model(kind)
    found: dict[UUID, str] = {}
    for name in _email_fields(SubjectKind(kind)):
        rows = model._base_manager.filter(data_subject__in=list(persons)).exclude(**{name: ""})
        for person, address in rows.values_list("data_subject", name):
            found.setdefault(person, address)
    return found


def one_form(typed: str) -> str:
    """Return an address as it is stored: small letters, the domain as it stands in DNS; what cannot be one is empty."""
    local, _at, domain = typed.strip().lower().rpartition("@")
    try:
        return f"{local}@{domain.rstrip('.').encode('idna').decode('ascii')}" if local and domain else ""
    except UnicodeError:
        return ""


def _held(*, address: str = "", persons: Collection[UUID] = ()) -> Iterator[Addressed]:
    """The addresses of live roles that are this one, or these persons'; one statement a role."""
    for kind in SubjectKind:
        model: Any = person_model(kind)
        live = SubjectRole.objects.live().filter(subject_kind=kind).values("data_subject")
        for name in _email_fields(kind):
            wanted = {name: address} if address else {"data_subject__in": persons}
            rows = model._base_manager.filter(data_subject__in=live).filter(**wanted).exclude(**{name: ""})
            for person, held in rows.values_list("data_subject", name):
                yield Addressed(person, kind, held)


def _email_fields(kind: SubjectKind) -> list[str]:
    model = person_model(kind)
    fields = personal_model(model._meta.label_lower).identifiers if model else ()
    return [field.field.name for field in fields if field.identifier is Identifier.EMAIL]
