"""Who has an address: every declared e-mail address of every role that we hold, asked in one statement."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, Final

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Value

from cluster_crm.accounts.models import User
from cluster_crm.mail.actions.whose import FIRST, PersonKey
from cluster_crm.people.contact import NotAnEmailAddress, normalise_email
from cluster_crm.people.models import StaffMember
from privacy.keyed_hash import hash_identifier
from privacy.models import FormerAddress, SubjectRole
from privacy.registry import KIND_COLUMN, PersonalModel, personal_models
from privacy.vocabulary import Identifier, SubjectKind

SOMEBODY_ELSE: Final = frozenset(SubjectKind) - frozenset(FIRST)
"""Staff: their own addresses are ours, and mail among colleagues is on nobody's timeline."""


def one_form(addresses: Collection[str]) -> list[str]:
    """The addresses in the form in which they are stored, without what can be none."""
    found = []
    for address in addresses:
        try:
            found.append(normalise_email(address))
        except NotAnEmailAddress:
            continue
    return list(dict.fromkeys(found))


def who_has(addresses: Collection[str]) -> dict[str, frozenset[PersonKey]]:
    """The people whom we hold under each of these addresses, in each of their roles; one statement.

    An address that nobody has any more leads to who had it before two records of him became one.
    """
    if not addresses:
        return {}
    digests = {hash_identifier(Identifier.EMAIL, address): address for address in addresses}
    first, *others = [*_selects(addresses), _former(digests)]
    found: defaultdict[str, set[PersonKey]] = defaultdict(set)
    for value, person, kind in first.union(*others):
        found[value].add((person, SubjectKind(kind)))
    former = {address: found.get(digest, set()) for digest, address in digests.items()}
    known = {address: found.get(address) or former[address] for address in addresses}
    return {address: frozenset(keys) for address, keys in known.items() if keys}


def _former(digests: Collection[str]) -> Any:
    """The keyed hashes of former addresses, in the columns of the others."""
    live = SubjectRole.objects.live().filter(
        data_subject_id=OuterRef("data_subject_id"), subject_kind=OuterRef(KIND_COLUMN)
    )
    rows: Any = FormerAddress.objects.filter(Exists(live), identifier=Identifier.EMAIL, digest__in=digests)
    return _columns(rows, "digest", "data_subject_id", F(KIND_COLUMN))


def _selects(addresses: Collection[str]) -> Iterator[Any]:
    """One query a column: the rows of live roles that hold one of the addresses."""
    for personal in personal_models():
        if personal.token is not None or personal.record.kind in SOMEBODY_ELSE:
            continue
        for field in personal.identifiers:
            if field.identifier is Identifier.EMAIL:
                yield _select(personal, field.field.name, addresses)


def _select(personal: PersonalModel, name: str, addresses: Collection[str]) -> Any:
    subject, constant = f"{personal.record.subject}_id", personal.record.kind
    kind: Any = Value(constant.value, output_field=CharField()) if constant else F(KIND_COLUMN)
    rows: Any = personal.model._base_manager.filter(**{f"{name}__in": addresses, f"{subject}__isnull": False})
    role = {"data_subject_id": OuterRef(subject), "subject_kind": constant or OuterRef(KIND_COLUMN)}
    held = rows.filter(Exists(SubjectRole.objects.live().filter(**role)))
    return _columns(held, name, subject, kind)


def _columns(rows: Any, name: str, subject: str, kind: Any) -> Any:
    """Address, person and role, without staff."""
    return (
        rows.annotate(held_as=kind).exclude(held_as__in=SOMEBODY_ELSE).order_by().values_list(name, subject, "held_as")
    )


def ours(addresses: Collection[str]) -> frozenset[str]:
    """Which of these addresses are of our own people, mailboxes or domains (`CRM_MAIL_OURS`)."""
    users = User.objects.filter(email__in=addresses).order_by().values_list("email", flat=True)
    staff = StaffMember.objects.filter(email__in=addresses).order_by().values_list("email", flat=True)
    named = {settings.CRM_CONTROLLER_MAILBOX.lower(), *(entry.lower() for entry in settings.CRM_MAIL_OURS)}
    listed = {address for address in addresses if address in named or f"@{address.rpartition('@')[2]}" in named}
    return frozenset({*users.union(staff), *listed})


def colleague(addresses: Collection[str]) -> User | None:
    """The first of our users who has one of these addresses and may still sign in."""
    found = {user.email: user for user in User.objects.filter(email__in=addresses, is_active=True)}
    return next((found[address] for address in addresses if address in found), None)
