"""Deeds on accounts."""

from django.db import transaction

from cluster_crm.accounts.models import User
from privacy.actions.subjects import register_subject
from privacy.vocabulary import Role, Source, SubjectKind


@transaction.atomic
def open_account(email: str, password: str, *, display_name: str, role: Role, language: str = "nl") -> User:
    """Let a member of staff sign in; he is registered as a data subject like everybody else (STAFF-01)."""
    subject = register_subject(SubjectKind.STAFF, source=Source.APPLICATION)
    return User.objects.create_user(
        email, password, display_name=display_name, role=role, language=language, data_subject=subject
    )
