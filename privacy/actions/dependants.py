"""Whom an erasure takes along: persons held only because the erased named them (ERASE-08, worked example R18)."""

from django.db.models import Exists, Max, OuterRef, QuerySet

from privacy.models import ErasureRun, ErasureSubject, SubjectRole
from privacy.registry import naming_models
from privacy.stores import named
from privacy.stores.rows import CHUNK
from privacy.vocabulary import SubjectKind


def take_along(run: ErasureRun) -> None:
    """Add to a run, in parts behind those who named them, the persons whom nobody else names.

    A later part finds whether those before it were refused: whoever is still named then stays.
    """
    run.subjects.filter(is_dependant=True).delete()
    last = run.subjects.aggregate(last=Max("chunk", default=-1))["last"]
    ErasureSubject.objects.bulk_create(
        ErasureSubject(
            run=run,
            data_subject_id=person,
            subject_kind=kind,
            chunk=last + 1 + number // CHUNK,
            is_dependant=True,
        )
        for number, (person, kind) in enumerate(named.going_along(run.pk))
    )


def is_still_right(run: ErasureRun) -> bool:
    """Whether a run takes along whom it would take along if it were proposed now."""
    taken = run.subjects.filter(is_dependant=True).values_list("data_subject_id", "subject_kind")
    return set(taken) == set(named.going_along(run.pk))


def unnamed(kind: SubjectKind) -> QuerySet[SubjectRole]:
    """The persons held in a role because somebody named them, whom nobody names any more: to be erased (SRC-07)."""
    rows = SubjectRole.objects.live().filter(subject_kind=kind)
    for personal in naming_models(kind):
        namings = personal.model._base_manager.filter(**{personal.record.names: OuterRef("data_subject")})
        rows = rows.exclude(Exists(namings))
    return rows
