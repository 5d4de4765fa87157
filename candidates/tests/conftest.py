import pytest
from django.test import Client

from cluster_crm.accounts.testing import make_user
from privacy.vocabulary import Role


@pytest.fixture
def as_role(db):
    """A signed-in client of a role."""

    def sign_in(role: Role) -> Client:
        client = Client()
        client.force_login(make_user(role))
        return client

    return sign_in


@pytest.fixture
def recruiter(as_role) -> Client:
    return as_role(Role.RECRUITER)


@pytest.fixture
def finance(as_role) -> Client:
    return as_role(Role.FINANCE)
