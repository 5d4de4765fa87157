"""Headers of each answer."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from cluster_crm.web.middleware import NoStoreMiddleware


def answer(*, content_type="text/html", signed_in=False, cookie=None):
    request = RequestFactory().get("/")
    if signed_in:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "key"
    response = HttpResponse(content_type=content_type)
    if cookie:
        response.set_cookie(cookie, "1")
    return NoStoreMiddleware(lambda _request: response)(request)


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("content_type", ["text/html", "application/json", "application/zip"])
def test_page_of_a_signed_in_person_is_kept_out_of_caches(content_type):
    response = answer(content_type=content_type, signed_in=True)

    assert response["Cache-Control"] == "no-store, private"


def test_page_that_sets_a_cookie_is_kept_out_of_caches():
    response = answer(cookie="csrftoken")

    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("options", [{}, {"content_type": "text/javascript", "signed_in": True}])
def test_page_of_nobody_may_be_cached(options):
    response = answer(**options)

    assert "Cache-Control" not in response


def test_powerful_features_are_switched_off():
    response = answer()

    assert "camera=()" in response["Permissions-Policy"]
