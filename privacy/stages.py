"""How far the relation with a person has come: the app that holds the role says so (requirements 1.2).

Upper apps add theirs with `register` from `AppConfig.ready()`.
"""

from collections.abc import Callable
from uuid import UUID

from privacy.vocabulary import Stage, SubjectKind

StageOf = Callable[[UUID], Stage]

_stages: dict[SubjectKind, StageOf] = {}


def register(kind: SubjectKind, stage_of: StageOf) -> None:
    """Say how the stage of people in a role is found."""
    _stages[kind] = stage_of


def stage_reached(data_subject_id: UUID, kind: SubjectKind | str) -> Stage:
    """Return the stage that a person has reached in a role; registered and no more, where the role knows no stages."""
    stage_of = _stages.get(SubjectKind(kind))
    return stage_of(data_subject_id) if stage_of else Stage.REGISTRATION
