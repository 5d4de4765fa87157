import pytest
from django.test import Client as Browser

from cluster_crm.accounts.testing import make_user
from privacy.actions.subjects import ensure_controller
from privacy.vocabulary import Role


@pytest.fixture(autouse=True)
def controller(db):
    return ensure_controller()


@pytest.fixture
def as_role(db):
    """A signed-in browser of a role."""

    def sign_in(role: Role) -> Browser:
        browser = Browser()
        browser.force_login(make_user(role, language="en"))
        return browser

    return sign_in


@pytest.fixture
def recruiter(as_role) -> Browser:
    return as_role(Role.RECRUITER)


@pytest.fixture
def finance(as_role) -> Browser:
    return as_role(Role.FINANCE)
