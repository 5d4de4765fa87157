"""Fixtures for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside Django's test server

import pytest
from django.utils.translation import override
from pytest_django import Settings


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
