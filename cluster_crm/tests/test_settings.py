"""Production starts with everything that it must be told and refuses to start without; addresses of servers."""

import runpy
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cluster_crm.tests.tree import ROOT
from tools.gates import PRODUCTION

SETTINGS = ROOT / "cluster_crm" / "settings.py"
SERVERS = {
    "DATABASE_URL": "postgres://crm_app@database.example.org:5432/crm",
    "REDIS_URL": "redis://broker.example.org:6379/0",
}
COMPLETE = PRODUCTION | SERVERS
REQUIRED = sorted(COMPLETE.keys() - {"CRM_ENV"})


def settings_of(monkeypatch, environment):
    """The settings that a process with this environment, and nothing else of ours, gets."""
    for name in COMPLETE:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


def start(environment):
    """A real process that loads the settings of the application, as the web server does."""
    command = [sys.executable, "-c", "import cluster_crm.wsgi"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_production_starts_with_all_that_is_required(monkeypatch):
    settings = settings_of(monkeypatch, COMPLETE)

    assert settings["IS_PRODUCTION"]
    assert settings["ALLOWED_HOSTS"] == ["crm.example.org"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://crm.example.org"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]


@pytest.mark.requirement("GEN-03")
@pytest.mark.requirement("AMB-25")
@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, "", "  "], ids=["missing", "empty", "blank"])
def test_production_refuses_to_start_without(monkeypatch, name, value):
    rest = {other: given for other, given in COMPLETE.items() if other != name}

    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set"):
        settings_of(monkeypatch, rest if value is None else rest | {name: value})


@pytest.mark.parametrize(("name", "value"), [("ALLOWED_HOSTS", ","), ("CRM_ORIGIN", "http://crm.example.org")])
def test_production_refuses_what_would_leave_it_open(monkeypatch, name, value):
    with pytest.raises(ImproperlyConfigured, match="Production needs"):
        settings_of(monkeypatch, COMPLETE | {name: value})


@pytest.mark.requirement("AMB-25")
def test_a_real_process_refuses_and_names_the_setting():
    refused = start({name: value for name, value in COMPLETE.items() if name != "CRM_AUTHORITY_URL"})
    started = start(COMPLETE)

    assert refused.returncode == 1
    assert "CRM_AUTHORITY_URL is not set" in refused.stderr
    assert started.returncode == 0, started.stderr


def test_every_required_setting_is_shown_to_be_refused():
    source = SETTINGS.read_text()

    assert source.count("required(") - 1 == len(REQUIRED)  # but for its own definition
    assert [name for name in REQUIRED if f'required("{name}"' not in source] == []


def test_development_needs_nothing(monkeypatch):
    settings = settings_of(monkeypatch, {})

    assert not settings["IS_PRODUCTION"]
    assert not settings["DEBUG"]
    assert not settings["EMAIL_URL"]


def test_a_folder_of_sockets_is_a_database_host(monkeypatch):
    settings = settings_of(monkeypatch, {"DATABASE_URL": "postgres://crm_app@//var/run/crm/crm"})

    database = settings["DATABASES"]["default"]
    assert (database["HOST"], database["NAME"], database["USER"]) == ("/var/run/crm", "crm", "crm_app")


@pytest.mark.parametrize(
    ("redis_url", "broker_url"),
    [
        ("unix:///var/run/crm/valkey.sock", "redis+socket:///var/run/crm/valkey.sock"),
        ("unix:///var/run/crm/valkey.sock?db=5", "redis+socket:///var/run/crm/valkey.sock?virtual_host=5"),
        ("redis://broker.example.org:6379/1", "redis://broker.example.org:6379/1"),
        ("rediss://broker.example.org:6380/0", "rediss://broker.example.org:6380/0"),
    ],
)
def test_one_redis_address_serves_cache_and_broker(monkeypatch, redis_url, broker_url):
    settings = settings_of(monkeypatch, {"REDIS_URL": redis_url})

    assert settings["CACHES"]["default"]["LOCATION"] == redis_url
    assert settings["CELERY_BROKER_URL"] == broker_url


def test_key_ring_keeps_its_order(monkeypatch):
    settings = settings_of(monkeypatch, {"CRM_KEY_RING": "k2:bmV3,k1:b2xk"})

    assert list(settings["CRM_KEY_RING"].items()) == [("k2", b"new"), ("k1", b"old")]
