import psycopg
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from cluster_crm.history.privileges import grant_privileges, roles_are_separated, roles_exist
from cluster_crm.history.testing import connected_as
from cluster_crm.history.tests.shelves import Shelf, committed_tables, recorded

pytestmark = [pytest.mark.requirement("SEC-06"), pytest.mark.requirement("ERASE-03")]

HISTORY = ["history_historicalshelf", "history_historicalbook"]


@pytest.fixture
def shelf(transactional_db):
    """A committed shelf in tables that the logins may use."""
    if not roles_exist(connection):
        pytest.skip("the server has no roles for web, worker and erasure")
    with committed_tables():
        grant_privileges(connection, history_tables=HISTORY, append_only_tables=[])
        yield Shelf.objects.create(name="Poetry")


@pytest.fixture(params=["crm_app", "crm_worker"])
def login(request, shelf):
    """A session of the web or of the worker."""
    with connected_as(request.param) as session:
        yield session


def test_a_login_that_only_reads_history_writes_it_by_changing_a_row(login, shelf):
    with login.transaction():
        login.execute("SELECT set_config('crm.user_id', '7', true)")
        login.execute("UPDATE history_shelf SET name = 'Prose'")

    assert login.execute(
        "SELECT history_type, name, history_user_id FROM history_historicalshelf ORDER BY 1"
    ).fetchall() == [
        ("+", "Poetry", None),
        ("~", "Prose", 7),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM history_historicalshelf",
        "UPDATE history_historicalshelf SET name = 'other'",
        "TRUNCATE history_historicalshelf",
        "INSERT INTO history_historicalshelf SELECT * FROM history_historicalshelf",
        "ALTER TABLE history_shelf DISABLE TRIGGER history_shelf_history",
        "DROP TRIGGER history_shelf_history ON history_shelf",
        "DROP FUNCTION history_shelf_history CASCADE",
        "SET session_replication_role = replica",
        "SET ROLE crm_owner",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TEMP TABLE bait (LIKE history_shelf);\
         CREATE TRIGGER forge AFTER INSERT ON bait FOR EACH ROW EXECUTE FUNCTION history_shelf_history()",
    ],
)
def test_a_login_cannot_touch_history_or_what_writes_it(login, shelf, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(statement)

    assert recorded(Shelf) == [("+", shelf.pk)]


def test_the_web_cannot_become_the_eraser(shelf):
    with connected_as("crm_app") as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("SET ROLE crm_eraser")


def test_temporary_tables_of_a_login_do_not_catch_what_is_recorded(login, shelf):
    login.execute("CREATE TEMP TABLE history_historicalshelf (LIKE public.history_historicalshelf)")
    login.execute("UPDATE public.history_shelf SET name = 'Prose'")

    assert recorded(Shelf) == [("+", shelf.pk), ("~", shelf.pk)]


def test_the_worker_erases_as_eraser_without_a_trace(shelf):
    kept = Shelf.objects.create(name="Drama")

    with connected_as("crm_worker") as worker:
        with worker.transaction():
            worker.execute("SET LOCAL ROLE crm_eraser")
            worker.execute("DELETE FROM history_shelf WHERE id = %s", [shelf.pk])
            worker.execute("DELETE FROM history_historicalshelf WHERE id = %s", [shelf.pk])
        worker.execute("UPDATE history_shelf SET name = 'Tragedy'")

    assert recorded(Shelf) == [("+", kept.pk), ("~", kept.pk)]


def test_append_only_rows_can_be_added_and_not_changed(login, shelf):
    grant_privileges(connection, history_tables=HISTORY, append_only_tables=["history_shelf"])

    login.execute("INSERT INTO history_shelf (name) VALUES ('Drama')")

    for statement in ("UPDATE history_shelf SET name = ''", "DELETE FROM history_shelf", "TRUNCATE history_shelf"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute(statement)


def test_web_reads_named_columns_alone_and_the_worker_all(shelf):
    grant_privileges(connection, history_tables=HISTORY, append_only_tables=[], web_columns={"history_shelf": ["id"]})

    with connected_as("crm_app") as web:
        web.execute("INSERT INTO history_shelf (name) VALUES ('Drama')")
        number = web.execute("SELECT count(id) FROM history_shelf").fetchone()
        for statement in ("SELECT name FROM history_shelf", "UPDATE history_shelf SET name = ''"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement)
    with connected_as("crm_worker") as worker:
        names = worker.execute("SELECT name FROM history_shelf ORDER BY id").fetchall()

    assert (number, names) == ((2,), [("Poetry",), ("Drama",)])


def test_granting_takes_the_same_few_statements_however_often(shelf):
    with CaptureQueriesContext(connection) as first:
        grant_privileges(connection, history_tables=HISTORY, append_only_tables=["history_shelf"])
    with CaptureQueriesContext(connection) as second:
        grant_privileges(connection, history_tables=HISTORY[:1], append_only_tables=["history_shelf"])

    assert len(first) == len(second) <= 4


def test_roles_are_separated_for_the_logins_and_not_for_the_owner(login, shelf):
    weak = connections["default"].copy()
    weak.settings_dict = weak.settings_dict | {"USER": login.info.user}

    try:
        assert roles_are_separated(weak)
    finally:
        weak.close()
    assert not roles_are_separated(connection)
