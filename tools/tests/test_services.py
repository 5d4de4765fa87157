from pathlib import Path

from tools.children import Children
from tools.services import Services, start_services
from tools.state import State

SECRET = "postgres://crm:verysecret@db.example.org/crm"


def test_services_that_the_environment_names_are_not_started(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", SECRET)
    monkeypatch.setenv("REDIS_URL", "redis://cache.example.org/0")
    state = State.at(tmp_path / "state")

    with Children(state.logs) as children:
        services = start_services(children, state)

        assert children.members == []

    assert services.environment("crm_app") == {"DATABASE_URL": SECRET, "REDIS_URL": "redis://cache.example.org/0"}
    assert "verysecret" not in repr(services)


def test_each_process_gets_the_login_of_its_own():
    services = Services(redis_url="unix:///s/valkey.sock", sockets=Path("/s"))

    assert {role: services.database_url(role) for role in ("crm_owner", "crm_app", "crm_worker")} == {
        "crm_owner": "postgres://crm_owner@//s/crm",
        "crm_app": "postgres://crm_app@//s/crm",
        "crm_worker": "postgres://crm_worker@//s/crm",
    }
