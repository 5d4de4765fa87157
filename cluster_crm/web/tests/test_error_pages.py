"""The pages on errors: in the reader's language, without the address, the session or the fault."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client
from django.views import defaults

SECRET_PATH = "/privacy/package/not-a-path-to-show/more/"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "Page not found"), ("nl", "Pagina niet gevonden")])
def test_missing_page_says_so_without_its_address(client, language, words):
    response = client.get(SECRET_PATH, headers={"Accept-Language": language})

    assert (response.status_code, words in response.text, "not-a-path" in response.text) == (404, True, False)


@pytest.mark.django_db
def test_forged_form_is_refused_without_saying_how_the_guard_works(settings):
    settings.DEBUG = False

    response = Client(enforce_csrf_checks=True).post(
        "/admin/login/", {"username": "x"}, headers={"Accept-Language": "en"}
    )

    assert (response.status_code, "This form has expired" in response.text) == (403, True)
    assert "CSRF" not in response.text


def test_refusal_does_not_repeat_the_fault(rf):
    request = rf.get("/")

    refused = defaults.permission_denied(request, PermissionDenied("C-10482 is secret")).content.decode()
    broken = defaults.server_error(request).content.decode()

    assert "C-10482" not in refused
    assert 'lang="en"' in broken
    assert "Er ging iets mis" in broken
    assert render_to_string("500.html") == broken


@pytest.mark.django_db
def test_visitor_reads_the_name_of_the_agency_and_is_led_to_the_start_page(client, settings):
    settings.CRM_CONTROLLER_NAME = "Zilvermeeuw Werving"

    page = client.get("/en/nothing-here/").text

    assert "Page not found | Zilvermeeuw Werving" in page
    assert 'href="/"' in page
