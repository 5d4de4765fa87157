"""People whom an import changed, given back what stood there before, as far as nobody changed it since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from candidates.actions.imports.updating import MOVED_CLOCK, NAME, SAYS, WRITTEN
from candidates.models import Candidate, Document, ImportedPerson
from cluster_crm.people.models import PersonTag
from privacy.models import DataSubject, NoticeTask, PersonMerge, Restriction, RetentionClock
from privacy.stores.forget import forget
from privacy.vocabulary import SubjectKind

CLOCK: Final = ("contact_on", "anchor_on", "rule", "retain_until")
State = ImportedPerson.State

Versions = Mapping[UUID, Sequence[Mapping[str, Any]]]


def restore(changed: Sequence[ImportedPerson]) -> None:
    """Give people of one part their old values back and take away what was added, and note on each what came of it.

    A constant number of statements. The people are locked; whoever is under a restriction is left (Article 18), and
    whoever became one with another record since: whose values those are is no longer told apart.
    """
    keys = {one.data_subject_id for one in changed}
    list(DataSubject.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    people = Candidate.objects.select_for_update().in_bulk(list(keys))
    versions = _versions(Candidate, keys, WRITTEN)
    stay = dict.fromkeys(_merged(changed), PersonMerge._meta.label_lower)
    stay |= dict.fromkeys(_restricted(keys), Restriction._meta.label_lower)
    free = [one for one in changed if one.data_subject_id in people and one.data_subject_id not in stay]
    for one in changed:
        one.state, one.left_because = State.UNDONE, ""
        if because := stay.get(one.data_subject_id):
            one.state, one.left_because = State.LEFT, because
    for one in free:
        _put_back(one, people[one.data_subject_id], versions.get(one.data_subject_id, ()))
    Candidate.objects.bulk_update([people[one.data_subject_id] for one in free if one.changed_fields], WRITTEN)
    _put_clocks_back([one for one in free if MOVED_CLOCK in one.changed_fields])
    _take_away(free)


def _restricted(keys: Iterable[UUID]) -> set[UUID]:
    active = Restriction.objects.active().filter(data_subject__in=list(keys), subject_kind=SubjectKind.CANDIDATE)
    return set(active.values_list("data_subject_id", flat=True))


def _merged(changed: Sequence[ImportedPerson]) -> set[UUID]:
    """The people who took up another record after an import changed one of the two."""
    first = min((one.imported_at for one in changed), default=timezone.now())
    merges = PersonMerge.objects.standing().filter(
        data_subject__in={one.data_subject_id for one in changed}, merged_at__gte=first
    )
    return set(merges.values_list("data_subject_id", flat=True))


def _versions(model: type[Model], keys: Iterable[UUID], names: Sequence[str]) -> Versions:
    """The versions of rows about people, oldest first."""
    found: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    history = model.history.filter(data_subject_id__in=list(keys)).order_by("history_id")  # type: ignore[attr-defined]  # of simple-history
    for version in history.values("data_subject_id", "history_date", *names):
        found[version["data_subject_id"]].append(version)
    return found


def _around(versions: Sequence[Mapping[str, Any]], at: datetime) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """The version before an import and the one that it wrote."""
    until = [version for version in versions if version["history_date"] <= at]
    return (until[-2], until[-1]) if len(until) > 1 else None


def _put_back(one: ImportedPerson, person: Candidate, versions: Sequence[Mapping[str, Any]]) -> None:
    around = _around(versions, one.imported_at)
    fields = [name for name in one.changed_fields if name != MOVED_CLOCK]
    if not fields or around is None:
        return
    before, after = around
    kept = [name for name in fields if getattr(person, name) != after[name]]
    if set(kept) & set(NAME):  # a name is one thing
        kept += [name for name in fields if name in NAME]
    back = [name for name in fields if name not in kept]
    if set(back) & set(NAME):
        back += [*NAME, *sorted(Candidate.derived_names)]
    for name in back:
        setattr(person, name, before[name])
    person.updated_at = timezone.now()
    if kept:
        one.state, one.left_because = State.LEFT, Candidate._meta.label_lower


def _put_clocks_back(moved: Sequence[ImportedPerson]) -> None:
    """Move clocks back that nothing has moved since."""
    keys = {one.data_subject_id for one in moved}
    clocks = RetentionClock.objects.select_for_update().filter(data_subject__in=keys, subject_kind="candidate")
    versions = _versions(RetentionClock, keys, ("subject_kind", *CLOCK))
    back = []
    moments = {one.data_subject_id: one for one in moved}
    for clock in clocks:
        one = moments[clock.data_subject_id]
        own = [version for version in versions[clock.data_subject_id] if version["subject_kind"] == "candidate"]
        around = _around(own, one.imported_at)
        if around is None or own[-1]["history_date"] > one.imported_at:
            one.state, one.left_because = State.LEFT, RetentionClock._meta.label_lower
            continue
        for name in CLOCK:
            setattr(clock, name, around[0][name])
        back.append(clock)
    RetentionClock.objects.bulk_update(back, CLOCK)


def _take_away(changed: Sequence[ImportedPerson]) -> None:
    """Delete the rows that were added and that nobody changed since; files go with their rows."""
    owner = {key: one for one in changed for key in one.added_rows}
    stores: tuple[type[Any], ...] = (*SAYS, NoticeTask, PersonTag, Document)
    for model in stores:
        rows = model._base_manager.filter(pk__in=owner)
        later = model.history.filter(id__in=owner).values_list("id", "history_date")
        touched = {key for key, moment in later if moment > owner[key].imported_at}
        for key in touched:
            owner[key].state, owner[key].left_because = State.LEFT, model._meta.label_lower
        gone = rows.exclude(pk__in=touched)
        if model is Document:
            forget(gone)
        else:
            gone.delete()
