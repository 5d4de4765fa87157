"""Fixtures for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import sleep

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside Django's test server

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoDbBlocker, Settings
from redis import Redis

from cluster_crm.history.testing import with_rights_of_web


@pytest.fixture(autouse=True)
def state_folder(settings: Settings, tmp_path: Path) -> None:
    settings.CRM_STATE = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path  # whitenoise wants a folder that exists
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def default_language(settings: Settings) -> Iterator[None]:
    """No test hears the language of the one before: a request leaves its own behind."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def no_counts(request: pytest.FixtureRequest, settings: Settings) -> None:
    """No test is refused for what the one before it sent to a public form."""
    if {"client", "live_server"} & set(request.fixturenames):
        redis = Redis.from_url(settings.REDIS_URL)
        if counts := list(redis.scan_iter(match="*:limit:*", count=1000)):
            redis.delete(*counts)
        redis.close()


@pytest.fixture(autouse=True)
def rights_of_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is asked for with the rights of the web's own login; the tests themselves own the tables."""
    monkeypatch.setattr(Client, "request", with_rights_of_web(Client.request))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - it comes first
    """The test database; at the end, sessions that servers and workers of tests left open are waited for and ended."""
    yield
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            for _attempt in range(50):
                if not _sessions_left(cursor):
                    break
                sleep(0.1)
        connection.close()  # beside a browser's loop this may be another connection than the one closed next


def _sessions_left(cursor: CursorWrapper) -> int:
    """How many others use the test database; those of our own login are ended."""
    cursor.execute(
        "SELECT count(*), count(pg_terminate_backend(pid)) FILTER (WHERE usename = current_user)"
        " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    left: int = cursor.fetchone()[0]
    return left
