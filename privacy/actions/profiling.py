"""Whom a machine may compare: nobody, until the officer switched it on and the person said yes (PROF-02)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from privacy.models import ConsentEvent, ProfilingSwitch, Restriction
from privacy.vocabulary import Purpose, SubjectKind


def is_profiling_on(on: date | None = None) -> bool:
    """Return whether automated matching may run on a day (today)."""
    switch = ProfilingSwitch.objects.select_related("assessment", "system").first()
    return switch is not None and switch.is_allowed(on or timezone.localdate())


def may_be_profiled(persons: Iterable[UUID], kind: SubjectKind, *, on: date | None = None) -> frozenset[UUID]:
    """Return those of the persons whom a machine may compare: four statements, however many.

    The others lose nothing: they stay on the list of the role that they applied for, which people read (PROF-03).
    """
    if not is_profiling_on(on):
        return frozenset()
    said = ConsentEvent.objects.filter(
        data_subject__in=set(persons), subject_kind=kind, purpose=Purpose.PROFILING, channel="", about=""
    )
    last = {event.data_subject_id: event for event in said.order_by("recorded_at", "pk")}
    agreed = {
        person
        for person, event in last.items()
        if event.action == ConsentEvent.Action.GIVEN and event.kind == ConsentEvent.Kind.EXPLICIT
    }
    restricted = Restriction.objects.active().filter(data_subject__in=agreed, subject_kind=kind)
    return frozenset(agreed - set(restricted.values_list("data_subject_id", flat=True)))
