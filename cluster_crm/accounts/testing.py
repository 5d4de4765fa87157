"""Users for tests."""

from typing import Any

from cluster_crm.accounts.models import User
from privacy.vocabulary import Role


def make_user(role: Role = Role.RECRUITER, **fields: Any) -> User:
    """Create a user of a role; nobody can sign in as him unless a password is given."""
    email = fields.pop("email", f"{role}-{User.objects.count() + 1}@example.org")
    return User.objects.create_user(email, fields.pop("password", None), display_name=role.title(), role=role, **fields)
