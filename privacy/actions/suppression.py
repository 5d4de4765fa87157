"""Deeds on the suppression list: add an address, and look up a batch before it is used or created (MKT-07)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Now
from django.utils import timezone

from privacy.keyed_hash import hash_identifier
from privacy.models import FormerAddress, MergeStep, SuppressionEntry
from privacy.reach import REACHED_BY
from privacy.registry import personal_models
from privacy.vocabulary import Channel, Identifier, Purpose


def suppress(
    identifier: Identifier,
    value: str,
    *,
    reason: SuppressionEntry.Reason,
    purpose: Purpose | str = "",
    channel: Channel | str = "",
) -> SuppressionEntry:
    """Block marketing to one address, by the rules of `suppress_digests`."""
    digest = hash_identifier(identifier, value)
    suppress_digests([(identifier, digest)], reason=reason, purpose=purpose, channel=channel)
    return SuppressionEntry.objects.get(identifier=identifier, digest=digest, purpose=purpose, channel=channel)


def suppress_person(
    data_subject_id: UUID,
    *,
    reason: SuppressionEntry.Reason,
    purpose: Purpose | str = "",
    channel: Channel | str = "",
) -> None:
    """Block marketing to all addresses of a person in all roles; of a channel only those that it reaches him by."""
    by = REACHED_BY.get(Channel(channel)) if channel else None
    digests = {each for each in known_digests(data_subject_id) if by in {None, each[0]}}
    suppress_digests(digests, reason=reason, purpose=purpose, channel=channel)


def known_digests(data_subject_id: UUID) -> set[tuple[str, str]]:
    """Kind and keyed hash of every address of a person, those of before a merge too; a name is no address."""
    held = {
        (str(identifier), hash_identifier(identifier, value))
        for _k, identifier, value in addresses_of([data_subject_id])
    }
    former = FormerAddress.objects.filter(data_subject=data_subject_id).values_list("identifier", "digest")
    return {each for each in held | set(former) if each[0] != Identifier.NAME}


Digest = tuple[UUID, str, str, str]
"""Person, role, kind of address and keyed hash."""


@transaction.atomic
def suppress_digests(
    digests: Collection[tuple[Identifier | str, str]],
    *,
    reason: SuppressionEntry.Reason,
    purpose: Purpose | str = "",
    channel: Channel | str = "",
) -> None:
    """Block keyed hashes of addresses. What stands there already counts from now on: a yes of before lifts it no more.

    Also where only a merge put one there: from now on the person said so, and the undo of that merge leaves it. An
    erasure that was asked for says more than an objection, and never gives way to one.
    """
    scope = {"purpose": purpose, "channel": channel}
    known = SuppressionEntry.objects.select_for_update().filter(
        digest__in={digest for _identifier, digest in digests}, **scope
    )
    keys = [str(key) for key in known.order_by("pk").values_list("pk", flat=True)]
    said = {"reason": reason} if reason == SuppressionEntry.Reason.ERASED else {}
    SuppressionEntry.objects.filter(pk__in=keys).update(created_at=timezone.now(), **said)
    MergeStep.objects.filter(act=MergeStep.Act.MADE, place=SuppressionEntry._meta.label_lower, row__in=keys).delete()
    SuppressionEntry.objects.bulk_create(
        (
            SuppressionEntry(identifier=identifier, digest=digest, reason=reason, **scope)
            for identifier, digest in sorted(digests)
        ),
        ignore_conflicts=True,
    )


def listed_digests(batch: Iterable[tuple[Identifier, str]]) -> frozenset[str]:
    """Return the keyed hashes of the batch's addresses that are on the list, for a preview: no hit is counted."""
    return frozenset(_entries_of(batch).values_list("digest", flat=True))


@transaction.atomic
def suppressed_digests(batch: Iterable[tuple[Identifier, str]]) -> frozenset[str]:
    """Return the keyed hashes of the batch's addresses that are on the list, and count the hits.

    One query for a batch of any size, and a second where something was hit. A caller finds his rows again by
    `hash_identifier`; a hit blocks marketing and is shown to the privacy officer, and never blocks the row itself.
    """
    entries = _entries_of(batch)
    hits = frozenset(entries.values_list("digest", flat=True))
    if hits:
        entries.update(hit_count=F("hit_count") + 1, last_hit_at=Now())
    return hits


def addresses_of(persons: Collection[UUID]) -> set[tuple[str, Identifier, str]]:
    """Role, kind and value of every address by which these persons are found, but for their names."""
    found = set()
    for personal in personal_models():
        fields = [field for field in personal.solid_identifiers if personal.record.kind]
        if not fields or personal.may_lack_person:
            continue
        rows = personal.model._base_manager.filter(**{f"{personal.record.subject}__in": persons})
        for values in rows.values_list(*[field.field.name for field in fields]):
            found |= {
                (str(personal.record.kind), Identifier(field.identifier), value)
                for field, value in zip(fields, values, strict=True)
                if field.identifier and value
            }
    return found


def _entries_of(batch: Iterable[tuple[Identifier, str]]) -> QuerySet[SuppressionEntry]:
    """The rows about any of the addresses; their hashes are one parameter, because thousands take long to compile."""
    digests = sorted({hash_identifier(identifier, value) for identifier, value in batch if value})
    one_of = Func(Value(digests, output_field=ArrayField(TextField())), template="(SELECT unnest(%(expressions)s))")
    return SuppressionEntry.objects.filter(digest__in=one_of)
