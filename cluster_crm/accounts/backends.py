"""Sign-in by e-mail address."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from cluster_crm.accounts.models import User
from privacy import permissions


class RoleBackend(BaseBackend):
    """Knows users by e-mail address, and what they may do by their role alone (SEC-01)."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """Return the user of these credentials; an unknown address takes as long as a wrong password."""
        address = username or credentials.get(User.USERNAME_FIELD)
        if not address or password is None:
            return None
        try:
            user = User.objects.get_by_natural_key(address)
        except User.DoesNotExist:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session while he may sign in."""
        return User.objects.filter(pk=user_id, is_active=True).first()

    def has_perm(self, user_obj: Any, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Django's signature
        """Return what the permission matrix says."""
        return permissions.allows_codename(user_obj, perm)
