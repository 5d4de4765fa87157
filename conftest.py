"""Fixtures for all tests."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside Django's test server

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def state_folder(settings: Settings, tmp_path: Path) -> None:
    settings.CRM_STATE = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path  # whitenoise wants a folder that exists
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
