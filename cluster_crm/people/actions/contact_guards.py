"""What upper apps refuse before somebody is contacted: one guard a role of persons, registered when the app starts."""

from collections.abc import Callable
from uuid import UUID

from privacy.vocabulary import SubjectKind

Guard = Callable[[UUID, str], None]
_guards: dict[SubjectKind, Guard] = {}


def guard_contact(kind: SubjectKind, guard: Guard) -> None:
    """Have contact with persons in a role refused by a guard, which takes the person and the reason and raises."""
    _guards[kind] = guard


def ask_guard(kind: SubjectKind, data_subject_id: UUID, reason: str) -> None:
    """Let the guard of the role refuse."""
    if guard := _guards.get(kind):
        guard(data_subject_id, reason)
