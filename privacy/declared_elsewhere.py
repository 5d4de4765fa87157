"""Declarations for models that cannot carry them: third-party ones, and those that lie below `privacy`.

A name that the model no longer has, or a field that it has gained, fails the system check (privacy.E002, E003).
"""

from dataclasses import dataclass

from privacy.declarations import FieldDeclaration, NotPersonal, PersonalRecord


@dataclass(frozen=True)
class Elsewhere:
    """The declaration of one model: its record and each of its fields."""

    record: PersonalRecord | NotPersonal
    fields: dict[str, FieldDeclaration]


def about_nobody(reason: str, *names: str) -> Elsewhere:
    """A model whose rows are about nobody, with the names of all its fields."""
    return Elsewhere(NotPersonal(reason), {name: FieldDeclaration(None) for name in names})


DECLARED_ELSEWHERE: dict[str, Elsewhere] = {
    "contenttypes.contenttype": about_nobody("Names of models.", "id", "app_label", "model"),
    "auth.permission": about_nobody("Names of acts.", "id", "name", "content_type", "codename"),
    "auth.group": about_nobody("Not used: roles and the permission matrix decide.", "id", "name", "permissions"),
    "auth.group_permissions": about_nobody("Not used.", "id", "group", "permission"),
    "sessions.session": about_nobody(
        "Holds the number of the user, his choices, and the key that reads the search terms in his own addresses.",
        "session_key",
        "session_data",
        "expire_date",
    ),
    "admin.logentry": about_nobody(
        "Holds reference numbers and names of fields, never values; an erasure empties both texts all the same.",
        "id",
        "action_time",
        "user",
        "content_type",
        "object_id",
        "object_repr",
        "action_flag",
        "change_message",
    ),
    "jobs.job": about_nobody(
        "Numbers and moments of work.",
        "id",
        "kind",
        "target_id",
        "state",
        "created_at",
        "created_by",
        "lease_until",
        "fence",
        "attempts",
        "steps_total",
        "steps_done",
        "error_code",
        "not_before",
        "finished_at",
    ),
    "jobs.jobstep": about_nobody("Which steps of a job are done.", "id", "job", "name", "done_at"),
}
