"""Fixtures for all tests."""

import os

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside Django's test server

import pytest


@pytest.fixture(autouse=True)
def state_folder(settings, tmp_path):
    settings.CRM_STATE = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path  # whitenoise wants a folder that exists
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _profile(request):
    """Each test with a database finds the catalogue that ships; a flush of an earlier test may have emptied it."""
    if {"db", "transactional_db", "django_db_setup"} & set(request.fixturenames):
        from privacy.testing import ensure_profile

        request.getfixturevalue("db") if "transactional_db" not in request.fixturenames else None
        ensure_profile()
