"""Deeds on accounts."""

from django.db import transaction

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.subjects import register_subject
from privacy.vocabulary import Role, Source, SubjectKind


@transaction.atomic
def open_account(email: str, password: str, *, display_name: str, role: Role, language: str = "nl") -> User:
    """Let a member of staff sign in; he is registered as a data subject like everybody else (STAFF-01)."""
    subject = register_subject(SubjectKind.STAFF, source=Source.APPLICATION)
    return User.objects.create_user(
        email, password, display_name=display_name, role=role, language=language, data_subject=subject
    )


def set_shortcuts(user: User, *, are_on: bool) -> User:
    """Let single keys be shortcuts for this user, or not: they get in the way of who dictates (WCAG 2.1.4)."""
    with acting(user.pk, "own setting"):
        user.has_shortcuts = are_on
        user.save(update_fields=["has_shortcuts"])
    return user
