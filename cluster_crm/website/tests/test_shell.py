"""The shell of the public pages: languages, no cookie, no script, nothing of another origin, small files."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from cluster_crm.accounts.testing import make_user
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db
WORDS = {"nl": "Naar de inhoud", "en": "Skip to main content"}
KILOBYTE = 1024


def start(language):
    with override(language):
        return reverse("website:start")


def packed(path):
    return len(gzip.compress((Path(settings.BASE_DIR) / "static" / path).read_bytes()))


@pytest.mark.parametrize("language", WORDS)
def test_page_speaks_the_language_of_its_address(client, language):
    client.force_login(make_user(Role.RECRUITER, language="en" if language == "nl" else "nl"))

    page = client.get(start(language), headers={"accept-language": "fr"})

    assert (page.status_code, page.headers["content-language"]) == (200, language)
    assert f'<html lang="{language}">' in page.text
    assert WORDS[language] in page.text


@pytest.mark.parametrize(("asked", "led_to"), [("en", "/en/"), ("nl-BE", "/nl/"), ("fr", "/nl/"), ("", "/nl/")])
def test_bare_address_leads_to_the_language_of_the_visitor(client, asked, led_to):
    answer = client.get("/", headers={"accept-language": asked})

    assert (answer.status_code, answer.headers["location"]) == (302, led_to)
    assert "Accept-Language" in answer.headers["vary"]


def test_address_without_a_language_still_finds_its_page(client):
    answer = client.get("/privacy/package/some-token/", headers={"accept-language": "en"})

    assert (answer.status_code, answer.headers["location"]) == (302, "/en/privacy/package/some-token/")


@pytest.mark.parametrize("path", ["/nl/?from=mail&n=2", "/nl/privacy/package/some-token/"])
def test_language_switch_keeps_the_page(client, path):
    page = client.get(path).text

    other = path.replace("/nl/", "/en/").replace("&", "&amp;")
    assert f'<a href="{other}" lang="en" hreflang="en">English</a>' in page
    assert '<span lang="nl" aria-current="true">Nederlands</span>' in page
    assert f'<link rel="alternate" hreflang="en" href="{settings.CRM_ORIGIN}{other}">' in page


@pytest.mark.requirement("LAW-46")
@pytest.mark.requirement("COOKIE-03")
@pytest.mark.parametrize("path", ["/", "/nl/", "/en/", "/nl/privacy/package/wrong/", "/nl/nothing-here/"])
def test_first_visit_sets_no_cookie(client, path):
    answer = client.get(path, follow=True)

    assert dict(client.cookies) == {}
    assert "no-store" not in answer.headers.get("cache-control", "") or "package" in path


def test_start_page_asks_the_database_once_and_knows_the_agency(client, django_assert_num_queries, settings):
    settings.CRM_CONTROLLER_NAME = "Zilvermeeuw & Zonen"

    with django_assert_num_queries(1):
        page = client.get(start("nl")).text

    assert "Welkom bij Zilvermeeuw &amp; Zonen" in page
    assert f"mailto:{settings.CRM_CONTROLLER_MAILBOX}" in page


def test_public_page_stays_within_its_budget(client):
    page = client.get(start("nl")).text

    styles = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', page)
    assert "<script" not in page
    assert styles == [f"css/{name}.css" for name in ("tokens", "base", "components", "public")]
    assert sum(packed(style) for style in styles) <= 15 * KILOBYTE
    assert len(gzip.compress(page.encode())) <= 30 * KILOBYTE


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_start_page_is_only_read(client, method):
    assert getattr(client, method)(start("nl")).status_code == 405


def test_error_summary_links_each_mistake_to_its_field_and_the_title_says_so(rf):
    from django import forms  # noqa: PLC0415 - this form alone

    class Question(forms.Form):
        email = forms.EmailField()
        answer = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)

    page = Template('{% extends "public/base.html" %}{% block content %}{% include "public/_error_summary.html" %}'
                    '{% for field in form %}{% include "public/_field.html" %}{% endfor %}{% endblock %}')  # fmt: skip

    with override("nl"):
        text = page.render(Context({"form": Question({"email": "<b>"}), "request": rf.get("/nl/")}))

    assert "<title>Fout: " in text
    assert 'role="alert" tabindex="-1" autofocus' in text
    assert 'href="#id_email"' in text
    assert 'href="#id_answer_0"' in text
    assert 'value="&lt;b&gt;"' in text
    assert re.search(r'<input type="email"[^>]* aria-invalid="true"[^>]* aria-describedby="id_email_error"', text)
