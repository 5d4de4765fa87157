"""How far the relation with a candidate has come: data may be asked from their stage on and not before (1.2)."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from candidates.models import Application, Candidate, Employment, Placement
from privacy.vocabulary import Stage

ORDER: Final = tuple(Stage)


def stage_of(candidate: Candidate) -> Stage:
    """Return the stage that a candidate has reached: by a placement or employment, else by his open applications.

    An application that was rejected or withdrawn carries nothing any more, and the stage falls back.
    """
    return stage_of_person(candidate.data_subject_id)


def stage_of_person(person: UUID) -> Stage:
    """Return the stage of `stage_of` by the number of a candidate."""
    if _is_hired(person):
        return Stage.HIRE
    return latest(application.catalogue_stage() for application in Application.objects.open().filter(candidate=person))


def latest(stages: Iterable[Stage]) -> Stage:
    """Return the furthest of the stages of open applications; whoever has none is registered and no more."""
    return max(stages, key=ORDER.index, default=Stage.REGISTRATION)


def _is_hired(person: UUID) -> bool:
    return (
        Placement.objects.filter(candidate=person).exists() or Employment.objects.filter(data_subject=person).exists()
    )
