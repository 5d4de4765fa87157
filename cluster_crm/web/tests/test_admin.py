"""The admin's lists: no name in an address, no count, and as many queries for many rows as for few."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from cluster_crm.web.admin import KeysetModelAdmin

LIST = "/admin/sessions/session/"
START = datetime(2026, 11, 22, 12, tzinfo=UTC)


class SessionAdmin(KeysetModelAdmin):
    list_display: ClassVar = ["session_key", "session_data", "expire_date"]
    search_fields: ClassVar = ["session_data"]
    ordering: ClassVar = ["expire_date"]
    list_per_page = 5

    def has_module_permission(self, *_args):
        return True

    def has_view_permission(self, *_args):
        return True

    def has_add_permission(self, *_args):
        return True


site = AdminSite(name="admin")
site.register(Session, SessionAdmin)
urlpatterns = [
    path("admin/", include("cluster_crm.people.urls")),
    path("admin/", site.urls),
    path("account/", include("cluster_crm.accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor(client):
    user = get_user_model().objects.create_superuser("milan@example.org", "a-long-passphrase")
    client.force_login(user)
    Session.objects.update(expire_date=START + timedelta(days=900))
    return client


def make_sessions(count):
    Session.objects.bulk_create(
        Session(session_key=f"key-{n:05}", session_data=f"Vries {n}", expire_date=START + timedelta(hours=n))
        for n in range(count)
    )


def keys_of(response):
    return [row.pk for row in response.context["cl"].result_list]


def test_search_is_posted_and_its_term_stands_in_no_address(visitor):
    make_sessions(12)

    answer = visitor.post(f"{LIST}?o=2", {"search": "Vries 1"})
    found = visitor.get(answer.url)
    next_page = found.context["cl"].next_link

    assert answer.status_code == 302
    assert answer.url.startswith(f"{LIST}?o=2&q=")
    assert keys_of(found) == ["key-00001", "key-00010", "key-00011"]
    assert "Vries" not in answer.url
    assert next_page is None


def test_search_typed_into_the_address_is_refused(visitor):
    make_sessions(3)

    answer = visitor.get(f"{LIST}?q=Vries", follow=True)

    assert answer.redirect_chain == [(f"{LIST}?e=1", 302)]
    assert len(keys_of(answer)) == 4


def test_pages_go_forward_and_back_with_the_place_sealed(visitor):
    make_sessions(12)

    first = visitor.get(LIST)
    second = visitor.get(LIST + first.context["cl"].next_link)
    back = visitor.get(LIST + second.context["cl"].previous_link)

    assert keys_of(second) == [f"key-{n:05}" for n in range(5, 10)]
    assert keys_of(back) == keys_of(first)
    assert "key-" not in first.context["cl"].next_link


def test_broken_place_starts_over(visitor):
    make_sessions(1)

    answer = visitor.get(f"{LIST}?p=nonsense")

    assert answer.url == f"{LIST}?e=1"


@pytest.mark.parametrize("count", [1, 200])
def test_list_asks_the_same_queries_for_many_rows_as_for_few(visitor, count):
    make_sessions(count)
    visitor.get(LIST)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        visitor.get(LIST)

    asked = [query["sql"] for query in queries if "session_data" in query["sql"] and "expire_date" in query["sql"]]
    unbounded = [query["sql"] for query in queries if "COUNT(*)" in query["sql"] and "LIMIT" not in query["sql"]]
    assert len(queries) <= 6
    assert asked
    assert unbounded == []


def test_sorting_by_a_column_without_index_is_not_offered(visitor):
    make_sessions(2)

    page = visitor.get(LIST)

    assert page.context["cl"].sortable_by == ["session_key", "expire_date"]


def test_list_without_rows_says_so(visitor):
    answer = visitor.post(LIST, {"search": "nobody"})

    page = visitor.get(answer.url)

    assert "Niets gevonden" in page.content.decode() or "Nothing found" in page.content.decode()


def test_overview_names_the_lists(visitor):
    page = visitor.get(reverse("admin:index"))

    assert LIST in page.content.decode()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, []),
        ({"ordering": ["session_data"]}, ["web.E002"]),
        ({"ordering": ["user__name"]}, ["web.E001"]),
        ({"date_hierarchy": "expire_date"}, ["web.E003"]),
    ],
)
def test_check_refuses_lists_that_no_index_serves(options, expected):
    page = type("PlantedAdmin", (SessionAdmin,), options)(Session, site)

    found = [problem.id for problem in page.check() if problem.id.startswith("web.")]

    assert found == expected


def test_brackets_name_the_model_for_the_type_checker_only():
    assert issubclass(KeysetModelAdmin[Session], ModelAdmin)
