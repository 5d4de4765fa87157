"""What was said of a record that is two again: a no counts for both, for nobody knows whose it was (Article 7(3))."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Model, QuerySet

from privacy.actions.preferences import preferences_of
from privacy.actions.subjects import live_kinds
from privacy.models import ConsentEvent, Objection, PersonMerge, PersonPreference
from privacy.vocabulary import Purpose, SubjectKind
from privacy.withdrawals import consequences_of

WITHDRAWN: Final = ConsentEvent.Action.WITHDRAWN


class Wishes(NamedTuple):
    """What a person wished less of since a merge: mail until a day, and data that goes to others."""

    paused_until: date | None = None
    refuses: tuple[str, ...] = ()


def wishes_since(merge: PersonMerge) -> Wishes:
    """Return what became stricter since a merge, by what history says; asked before the rows go back."""
    past = PersonPreference.history.filter(data_subject=merge.data_subject_id).order_by("history_id")
    since = past.filter(history_date__gt=merge.merged_at).exclude(history_change_reason=str(merge))
    if (first := since.first()) is None:
        return Wishes()
    now = preferences_of(merge.data_subject_id)
    base = past.filter(id=first.id, history_id__lt=first.history_id).last() or PersonPreference()
    return Wishes(
        paused_until=now.paused_until if now.paused_until != base.paused_until else None,
        refuses=tuple(
            name
            for name in ("shares_with_group", "shares_with_optional")
            if getattr(base, name) and not getattr(now, name)
        ),
    )


def count_for_both(merge: PersonMerge, wishes: Wishes) -> None:
    """Let each withdrawal, objection and stricter wish since a merge stand for both records, in the undo of it.

    Their addresses were barred when it was said. What the undo brought back and a withdrawn consent carried goes again.
    """
    both = (merge.data_subject_id, merge.absorbed_id)
    withdrawn = {person: list(_withdrawn(person, merge)) for person in both}
    objected = {person: list(_objected(person, merge)) for person in both}
    for person, twin in (both, both[::-1]):
        kinds = live_kinds(twin)
        _copy((event for event in withdrawn[person] if event.subject_kind in kinds), twin)
        for objection in objected[person] if kinds else ():
            kind = objection.subject_kind
            _copy([objection], twin, subject_kind=kind if kind in kinds else min(kinds))
        _carry_out(twin, [*withdrawn[twin], *withdrawn[person]])
        _keep_wishes(twin, wishes)


def _withdrawn(person: UUID, merge: PersonMerge) -> QuerySet[ConsentEvent]:
    events = ConsentEvent.objects.filter(data_subject=person, recorded_at__gt=merge.merged_at, action=WITHDRAWN)
    return events.exclude(method=ConsentEvent.Method.MERGED).order_by("recorded_at", "pk")


def _objected(person: UUID, merge: PersonMerge) -> QuerySet[Objection]:
    return Objection.objects.filter(data_subject=person, recorded_at__gt=merge.merged_at).order_by("recorded_at", "pk")


def _copy(said: Iterable[Model], person: UUID, **fields: str) -> None:
    """Write what was said down for the other person too, under a number of its own."""
    for row in said:
        names = {field.attname for field in row._meta.local_concrete_fields} - {"id"}
        values = {name: getattr(row, name) for name in names} | {"data_subject_id": person} | fields
        type(row)(**values).save(force_insert=True)


def _carry_out(person: UUID, withdrawn: Iterable[ConsentEvent]) -> None:
    """Forget what a withdrawn consent carried, unless a yes came after it."""
    for event in withdrawn:
        kind, purpose = SubjectKind(event.subject_kind), Purpose(event.purpose)
        last = ConsentEvent.objects.of(person, kind).last_word(purpose, event.channel, event.about)
        if last is not None and last.action == WITHDRAWN:
            for each in consequences_of(kind, purpose):
                each.carry_out(person, event.about)


def _keep_wishes(person: UUID, wishes: Wishes) -> None:
    """Let the stricter count: of two pauses the longer, of two answers on sharing the no."""
    row = preferences_of(person)
    days = [day for day in (row.paused_until, wishes.paused_until) if day]
    if wishes != Wishes():
        row.paused_until = max(days, default=None)
        for name in wishes.refuses:
            setattr(row, name, False)
        row.save()
