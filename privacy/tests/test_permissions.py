from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from privacy import permissions
from privacy.vocabulary import Role


@dataclass
class Somebody:
    role: str
    is_active: bool = True


@pytest.fixture
def matrix(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(permissions, "_models", {})
    monkeypatch.setattr(permissions, "_deeds", {})
    permissions.declare(
        {"shop.order": {Role.FINANCE: "view change", Role.RECRUITER: ""}},
        {"shop.refund": {Role.FINANCE}, "shop.view_all": lambda: [Role.ADMINISTRATOR]},
    )


@pytest.mark.usefixtures("matrix")
@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", permissions.ACTS)
def test_row_allows_exactly_what_it_says(role: Role, act: str):
    allowed = permissions.allows(Somebody(role), act, "shop.order")

    assert allowed == (role is Role.FINANCE and act in {"view", "change"})
    assert permissions.allows_codename(Somebody(role), f"shop.{act}_order") == allowed


@pytest.mark.usefixtures("matrix")
@pytest.mark.parametrize("role", Role)
def test_deed_is_open_to_its_roles_alone(role: Role):
    assert permissions.allows_deed(Somebody(role), "shop.refund") == (role is Role.FINANCE)
    assert permissions.allows_codename(Somebody(role), "shop.view_all") == (role is Role.ADMINISTRATOR)


@pytest.mark.usefixtures("matrix")
@pytest.mark.parametrize("actor", [None, AnonymousUser(), Somebody(Role.FINANCE, is_active=False), Somebody("")])
def test_nobody_without_an_open_account_may_do_anything(actor: permissions.Actor | None):
    assert not permissions.allows(actor, "view", "shop.order")
    assert not permissions.allows_deed(actor, "shop.refund")
    assert not permissions.allows_anything_of(actor, "shop")


@pytest.mark.usefixtures("matrix")
def test_what_no_row_names_is_refused():
    finance = Somebody(Role.FINANCE)

    assert not permissions.allows(finance, "view", "shop.customer")
    assert not permissions.allows_deed(finance, "shop.destroy")
    assert not permissions.allows_codename(finance, "shop.view_customer")


@pytest.mark.usefixtures("matrix")
def test_app_is_open_where_a_row_allows_something():
    assert permissions.allows_anything_of(Somebody(Role.FINANCE), "shop")
    assert not permissions.allows_anything_of(Somebody(Role.RECRUITER), "shop")
    assert not permissions.allows_anything_of(Somebody(Role.FINANCE), "sho")


@pytest.mark.usefixtures("matrix")
def test_row_cannot_be_declared_twice():
    with pytest.raises(ValueError, match="already"):
        permissions.declare({"shop.order": {}})
    with pytest.raises(ValueError, match="already"):
        permissions.declare({}, {"shop.order": ()})


@pytest.mark.usefixtures("matrix")
def test_unknown_act_is_refused():
    with pytest.raises(ValueError, match="destroy"):
        permissions.declare({"shop.customer": {Role.FINANCE: "view destroy"}})
