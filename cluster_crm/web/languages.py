"""Addresses of public pages, which stand under the code of their language."""

from django.utils.translation import get_language_from_path


def in_any_language(path: str) -> str:
    """The path without its language: whoever follows it is led to the page in his own."""
    code = get_language_from_path(path)
    return path.removeprefix(f"/{code}") if code else path
