"""Every public page, walked by its address: in the shell, without a cookie that nobody registered or a foreign file."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern

from cluster_crm.accounts.testing import make_user
from cluster_crm.website.models import RegisteredCookie
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db
FETCHED = re.compile(
    r"<(?:script|img|link|iframe|source|video|audio|object|embed)\b[^>]*?\s(?:src|href|data)=\"([^\"]+)\""
)
MADE_UP = {"str": "0123456789abcdef", "slug": "nobody", "uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """The paths of all pages under some patterns, with invented values in the place of what is asked for."""
    for entry in patterns:
        route = prefix + re.sub(r"<(?:(\w+):)?\w+>", lambda found: MADE_UP[found[1] or "str"], str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry.url_patterns, route)


def public_paths() -> list[str]:
    """Every page under the code of a language, in each language."""
    found = [
        route
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and isinstance(entry.pattern, LocalePrefixPattern)
        for route in routes(entry.url_patterns)
    ]
    return [f"/{code}/{route}" for route, (code, _name) in product(dict.fromkeys(found), settings.LANGUAGES)]


def registered() -> set[str]:
    return set(RegisteredCookie.objects.active().values_list("name", flat=True))


def foreign_files(page: Any) -> list[str]:
    """Files of other origins that the page would fetch; the page in another language is only named."""
    alternates = r"<link rel=\"alternate\"[^>]*>"
    return [url for url in FETCHED.findall(re.sub(alternates, "", page.text)) if not re.match("/(?!/)", url)]


def test_walk_knows_public_pages():
    assert {"/nl/", "/en/cookies/settings/", f"/nl/privacy/package/{MADE_UP['str']}/"} <= set(public_paths())


@pytest.mark.requirement("COOKIE-03")
@pytest.mark.requirement("COOKIE-09")
@pytest.mark.requirement("SRC-08")
@pytest.mark.requirement("MKT-09")
@pytest.mark.parametrize("path", public_paths())
def test_public_page_sets_registered_cookies_alone_and_asks_no_other_origin(client, path):
    page = client.get(path, follow=True)

    assert page.status_code in {200, 404, 405, 410}
    assert client.cookies.keys() <= registered()
    if page.headers["content-type"].startswith("text/html") and page.content:
        assert foreign_files(page) == []
        assert "<script" not in page.text


@pytest.mark.requirement("COOKIE-03")
def test_staff_pages_set_registered_cookies_alone_and_ask_no_other_origin(client):
    user = make_user(Role.PRIVACY_OFFICER)
    client.force_login(user)
    names = [(model._meta.app_label, model._meta.model_name) for model in site._registry]

    pages = {
        f"{app}.{model}": client.get(reverse(f"admin:{app}_{model}_changelist"))
        for app, model in names
        if user.has_perm(f"{app}.view_{model}")
    }

    assert len(pages) > 20
    assert {label: foreign_files(page) for label, page in pages.items() if foreign_files(page)} == {}
    assert client.cookies.keys() <= registered()


def test_foreign_file_is_found():
    class Page:
        text = '<link rel="stylesheet" href="//fonts.example.com/x.css"><script src="/static/js/x.js"></script>'

    assert foreign_files(Page) == ["//fonts.example.com/x.css"]
