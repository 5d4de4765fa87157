import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from cluster_crm.accounts.middleware import AccountLanguageMiddleware
from cluster_crm.accounts.testing import make_user


def language_of(request: HttpRequest):
    with translation.override("nl"):
        return AccountLanguageMiddleware(lambda _request: HttpResponse(translation.get_language()))(request).content


@pytest.mark.django_db
def test_signed_in_user_reads_in_the_language_of_the_account(rf: RequestFactory):
    request = rf.get("/")
    request.user = make_user(language="en")

    assert language_of(request) == b"en"
    assert request.LANGUAGE_CODE == "en"


def test_visitor_keeps_the_language_that_was_guessed(rf: RequestFactory):
    request = rf.get("/")
    request.user = AnonymousUser()

    assert language_of(request) == b"nl"


@pytest.mark.django_db
def test_language_chosen_on_the_page_goes_before_that_of_the_account(rf: RequestFactory):
    request = rf.get("/")
    request.COOKIES["django_language"] = "nl"
    request.user = make_user(language="en")

    assert language_of(request) == b"nl"
