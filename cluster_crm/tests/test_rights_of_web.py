"""Pages in tests are made with the rights of the web's login, as in production; the tests own the tables."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def who(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(current_user())


def current_user() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


urlpatterns = [path("who/", who)]


def test_page_is_made_with_the_rights_of_the_web_and_the_test_has_its_own(client, django_assert_num_queries):
    before = current_user()

    with django_assert_num_queries(1):
        asked_by = client.get("/who/").text

    assert asked_by == "crm_app"
    assert current_user() == before != asked_by
