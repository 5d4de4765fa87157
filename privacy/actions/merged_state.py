"""What two records of one person said to each other: consents, roles, keys and suppression, the stricter counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final
from uuid import UUID

from django.db.models import ForeignKey, Model
from django.utils import timezone

from privacy.actions.consents import end_by_merge
from privacy.actions.suppression import addresses_of
from privacy.keyed_hash import hash_identifier
from privacy.models import (
    ConsentEvent,
    FormerAddress,
    MergeStep,
    PersonMerge,
    SubjectKey,
    SubjectRole,
    SuppressionEntry,
)
from privacy.reach import REACHED_BY
from privacy.registry import PersonalModel, personal_models
from privacy.vocabulary import Channel, Identifier

Thing = tuple[str, str, str, str]
"""What a consent is about: role, purpose, channel, and the one thing that it names."""
GIVEN: Final = ConsentEvent.Action.GIVEN


def unite_consents(merge: PersonMerge, kinds: Collection[str]) -> None:
    """End each consent that only one of the records gave: a consent is never merged upward (CONS-03, Article 7(1)).

    Nothing that was said is changed: the end is an event of its own, and what stood on the consent goes with it.
    """
    persons = (merge.data_subject_id, merge.absorbed_id)
    for given in ending_consents(persons, kinds):
        for rows in standing_on(given, persons):
            rows.delete()
        note_made(merge, [end_by_merge(merge, given)])


def ending_consents(persons: Sequence[UUID], kinds: Collection[str]) -> list[ConsentEvent]:
    """Return the consents that end where two records become one: those that one gave and the other did not.

    A consent on which data stand keeps what its own event says while the other record is silent; a withdrawal on
    either side ends it everywhere.
    """
    events = ConsentEvent.objects.filter(data_subject__in=persons, subject_kind__in=kinds)
    last: dict[Thing, dict[UUID, ConsentEvent]] = {}
    for event in events.order_by("recorded_at", "pk"):
        thing = (event.subject_kind, event.purpose, event.channel, event.about)
        last.setdefault(thing, {})[event.data_subject_id] = event
    ending = []
    for thing, said in last.items():
        given = [event for event in said.values() if event.action == GIVEN]
        is_silent = len(said) == 1 and not _is_withdrawn_as_a_whole(last, thing, but_by=set(said))
        if len(given) == 1 and not (is_silent and list(standing_on(given[0], persons))):
            ending += given
    return ending


def _is_withdrawn_as_a_whole(
    last: Mapping[Thing, Mapping[UUID, ConsentEvent]], thing: Thing, *, but_by: Collection[UUID]
) -> bool:
    """Return whether the other record withdrew all channels, or all things, of which this is one."""
    kind, purpose, channel, about = thing
    wholes = {(kind, purpose, *rest) for rest in product({channel, ""}, {about, ""})} - {thing}
    words = [event for whole in wholes for person, event in last.get(whole, {}).items() if person not in but_by]
    return any(event.action != GIVEN for event in words)


def consented_models() -> Iterator[tuple[PersonalModel, str]]:
    """The models whose rows stand on a consent, with the field that names it."""
    for personal in personal_models():
        for field in personal.model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is ConsentEvent:
                yield personal, field.name


def standing_on(given: ConsentEvent, persons: Sequence[UUID]) -> Iterator[Any]:
    """The rows of either record that stand on a consent to the same purpose, model by model."""
    for personal, name in consented_models():
        consent = {
            f"{name}__data_subject__in": persons,
            f"{name}__subject_kind": given.subject_kind,
            f"{name}__purpose": given.purpose,
            f"{name}__about": given.about,
        }
        rows = personal.model._base_manager.filter(**consent)
        if rows.exists():
            yield rows


def unite_roles(merge: PersonMerge, kinds: Collection[str]) -> None:
    """Keep the absorbed roles beside the live ones: their sources and numbers stay known (SRC-09)."""
    absorbed = SubjectRole.objects.live().filter(data_subject=merge.absorbed_id, subject_kind__in=kinds)
    absorbed.update(merged_at=timezone.now())
    sealed = SubjectKey.objects.filter(data_subject=merge.data_subject_id, is_former=False)
    SubjectKey.objects.filter(
        data_subject=merge.absorbed_id, subject_kind__in=list(sealed.values_list("subject_kind", flat=True))
    ).update(is_former=True)


def keep_former_addresses(merge: PersonMerge, before: set[tuple[str, Identifier, str]]) -> None:
    """Keep the keyed hash of each address that was not kept itself: by it the person is still found (MKT-07)."""
    lost = before - addresses_of([merge.data_subject_id, merge.absorbed_id])
    known = {(kind, identifier, hash_identifier(identifier, value)) for kind, identifier, value in lost}
    note_made(
        merge,
        FormerAddress.objects.bulk_create(
            FormerAddress(
                data_subject_id=merge.data_subject_id, subject_kind=kind, identifier=identifier, digest=digest
            )
            for kind, identifier, digest in sorted(known)
        ),
    )


def spread_suppression(merge: PersonMerge, addresses: set[tuple[str, Identifier, str]]) -> None:
    """Bar every address of a person of whom one is barred: an objection is the person's (Article 21(3), R24)."""
    digests = {(str(identifier), hash_identifier(identifier, value)) for _kind, identifier, value in addresses}
    numbers = [merge.data_subject_id, merge.absorbed_id]
    digests |= set(FormerAddress.objects.filter(data_subject__in=numbers).values_list("identifier", "digest"))
    barred = list(SuppressionEntry.objects.filter(digest__in={digest for _identifier, digest in digests}))
    wanted = {
        (identifier, digest, entry.purpose, entry.channel): (entry.reason, entry.created_at)
        for entry in barred
        for identifier, digest in digests
        if not entry.channel or REACHED_BY.get(Channel(entry.channel)) in {None, identifier}
    }
    for entry in barred:
        wanted.pop((entry.identifier, entry.digest, entry.purpose, entry.channel), None)
    made = SuppressionEntry.objects.bulk_create(
        SuppressionEntry(
            identifier=identifier, digest=digest, purpose=purpose, channel=channel, reason=reason, created_at=since
        )
        for (identifier, digest, purpose, channel), (reason, since) in sorted(wanted.items())
    )
    note_made(merge, made)


def note_made(merge: PersonMerge, rows: Sequence[Model]) -> None:
    """Write down rows that the merge made, so that an undo takes them away."""
    MergeStep.objects.bulk_create(
        MergeStep(merge=merge, act=MergeStep.Act.MADE, place=row._meta.label_lower, row=str(row.pk)) for row in rows
    )
