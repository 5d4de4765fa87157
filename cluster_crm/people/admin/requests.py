"""Who asks for a page."""

from django.http import HttpRequest

from cluster_crm.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """Return the user of a request that only users reach."""
    assert isinstance(request.user, User)  # noqa: S101 - the admin lets nobody else in
    return request.user
