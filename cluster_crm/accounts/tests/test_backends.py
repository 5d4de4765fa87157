import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import RequestFactory
from pytest_django import Settings

from cluster_crm.accounts.backends import RoleBackend
from cluster_crm.accounts.testing import make_user
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.mark.parametrize("typed", ["sanne@example.org", "SANNE@Example.org", " sanne@example.org "])
def test_sign_in_takes_the_address_in_any_case(rf: RequestFactory, typed: str):
    user = make_user(email="sanne@example.org", password=PASSWORD)

    assert authenticate(rf.post("/"), username=typed, password=PASSWORD) == user


@pytest.mark.parametrize(("typed", "password"), [("sanne@example.org", "wrong"), ("nobody@example.org", PASSWORD)])
def test_sign_in_refuses_wrong_credentials(rf: RequestFactory, typed: str, password: str):
    make_user(email="sanne@example.org", password=PASSWORD)

    assert authenticate(rf.post("/"), username=typed, password=password) is None


@pytest.mark.parametrize("credentials", [{}, {"username": "sanne@example.org"}, {"password": PASSWORD}])
def test_sign_in_needs_both_credentials(rf: RequestFactory, credentials: dict[str, str]):
    assert RoleBackend().authenticate(rf.post("/"), **credentials) is None


def test_sign_in_refuses_a_closed_account_and_ends_its_session(rf: RequestFactory):
    user = make_user(email="sanne@example.org", password=PASSWORD, is_active=False)

    assert authenticate(rf.post("/"), username=user.email, password=PASSWORD) is None
    assert RoleBackend().get_user(user.pk) is None


class CountingHasher(MD5PasswordHasher):
    """A quick hasher that remembers how often it was asked."""

    hashed: list[str] = []

    def encode(self, password: str, salt: str):
        self.hashed.append(password)
        return super().encode(password, salt)


@pytest.mark.requirement("SEC-01")
def test_unknown_address_costs_a_hash_like_a_known_one(rf: RequestFactory, settings: Settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    make_user(email="sanne@example.org", password=PASSWORD)
    CountingHasher.hashed.clear()

    for address in ("sanne@example.org", "nobody@example.org"):
        RoleBackend().authenticate(rf.post("/"), username=address, password="wrong")

    assert CountingHasher.hashed == ["wrong", "wrong"]


def test_passwords_are_hashed_with_argon2():
    assert make_user(password=PASSWORD).password.startswith("argon2$argon2id$")


def test_permission_is_the_matrix_whoever_asks():
    administrator, finance = make_user(Role.ADMINISTRATOR), make_user(Role.FINANCE)

    asked = "accounts.change_user"
    assert (administrator.has_perm(asked), RoleBackend().has_perm(administrator, asked)) == (True, True)
    assert (finance.has_perm(asked), RoleBackend().has_perm(finance, asked)) == (False, False)
    assert (administrator.has_module_perms("accounts"), finance.has_module_perms("accounts")) == (True, False)
