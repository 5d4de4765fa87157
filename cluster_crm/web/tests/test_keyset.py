"""Pages that begin after a row: the same rows forward and back, also while rows come and go."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cluster_crm.web import keyset

START = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def make_sessions(count, *, each_hour=2):
    rows = [
        Session(session_key=f"key-{n:05}", session_data="", expire_date=START + timedelta(hours=n // each_hour))
        for n in range(count)
    ]
    return Session.objects.bulk_create(rows)


def keys_of(page):
    return [row.session_key for row in page.rows]


def read(position=None, *, ordering=("expire_date",), size=5):
    return keyset.page_of(Session.objects.all(), ordering=ordering, position=position, size=size)


@pytest.mark.parametrize(
    ("ordering", "with_tie"),
    [
        (("expire_date",), ("expire_date", "pk")),
        (("-expire_date",), ("-expire_date", "-pk")),
        (("expire_date", "-pk"), ("expire_date", "-pk")),
        (("-pk",), ("-pk",)),
    ],
)
def test_pages_forward_hold_every_row_once(ordering, with_tie):
    make_sessions(23)

    page, found = read(ordering=ordering), []
    while True:
        found += keys_of(page)
        if page.next is None:
            break
        page = read(keyset.Position.load(page.next.dump()), ordering=ordering)

    assert found == list(Session.objects.order_by(*with_tie).values_list("pk", flat=True))


def test_going_back_shows_the_same_rows_while_rows_are_inserted():
    make_sessions(23)
    pages = [read()]
    for _step in range(3):
        pages.append(read(pages[-1].next))

    Session.objects.create(session_key="new", session_data="", expire_date=START - timedelta(days=1))
    back = [read(pages[3].previous)]
    for _step in range(2):
        back.append(read(back[-1].previous))

    assert [keys_of(page) for page in back] == [keys_of(page) for page in (pages[2], pages[1], pages[0])]
    assert back[-1].previous is not None


def test_first_and_last_page_have_no_neighbour_beyond():
    make_sessions(7)

    first = read()
    last = read(first.next)

    assert (first.previous, last.next) == (None, None)


def test_page_asks_one_statement_without_count_or_offset():
    make_sessions(30)
    position = read(read().next).next

    with CaptureQueriesContext(connection) as queries:
        read(position)

    (statement,) = [query["sql"] for query in queries]
    assert "COUNT" not in statement
    assert "OFFSET" not in statement
    assert '("django_session"."expire_date", "django_session"."session_key") > (' in statement


def test_page_before_rows_that_are_gone_starts_over():
    make_sessions(6)
    second = read(read().next)
    Session.objects.filter(pk__lt="key-00005").delete()

    page = read(second.previous)

    assert keys_of(page) == ["key-00005"]


def test_order_across_tables_is_refused():
    with pytest.raises(keyset.Unsortable):
        keyset.sort_keys(Permission, Permission._meta.ordering)


def test_position_of_another_order_is_refused():
    make_sessions(7)
    position = read(ordering=("-pk",)).next

    with pytest.raises(keyset.BadPosition):
        read(position, ordering=("expire_date",))


def test_sorting_is_offered_on_columns_that_lead_an_index():
    names = ("session_key", "session_data", "expire_date", "no_column")

    offered = [name for name in names if keyset.is_sortable(Session, name)]

    assert offered == ["session_key", "expire_date"]


@pytest.mark.parametrize(("rows", "shown"), [(3, "3"), (10, "10"), (11, "10+")])
def test_capped_count_stops_looking_at_the_cap(rows, shown):
    make_sessions(rows)

    count = keyset.capped_count(Session.objects.order_by("expire_date"), cap=10)

    assert count == shown
