import pytest
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter

from cluster_crm.history.tests.shelves import Book, Shelf
from cluster_crm.history.triggers import FrozenTrigger, HistoryTrigger

pytestmark = pytest.mark.requirement("SEC-06")


def trigger(**changes):
    arguments = {"name": "history_shelf_history", "history_table": "history_historicalshelf", "columns": ["id", "name"]}
    return HistoryTrigger(**arguments | changes)


def state_of(*models_with_history):
    state = ProjectState()
    for model in models_with_history:
        state.add_model(ModelState.from_model(model, exclude_rels=True))
    return state


def test_triggers_are_equal_by_what_they_do():
    assert trigger() == trigger()
    assert hash(trigger()) == hash(trigger())
    assert trigger() != trigger(columns=["id"])
    assert trigger() != "history_shelf_history"


def test_a_migration_writes_the_trigger_down_and_reads_it_back():
    written, imports = MigrationWriter.serialize(trigger())

    names = {}
    exec("\n".join(imports), names)  # noqa: S102 - what a migration file does
    assert eval(written, names) == trigger()  # noqa: S307 - as above


def test_the_autodetector_notices_an_added_column():
    before, after = state_of(Shelf, Shelf.history.model), state_of(Shelf, Shelf.history.model)
    for name in ("shelf", "historicalshelf"):
        after.models["history", name].fields["room"] = models.IntegerField(null=True)
    after.models["history", "shelf"].options["constraints"] = [trigger(columns=["id", "name", "room"])]

    changes = MigrationAutodetector(before, after)._detect_changes()

    operations = [type(operation).__name__ for operation in changes["history"][0].operations]
    assert sorted(operations) == ["AddConstraint", "AddField", "AddField", "RemoveConstraint"]
    assert operations.index("RemoveConstraint") < operations.index("AddField") < operations.index("AddConstraint")


def test_the_declaration_lists_tracked_columns_only():
    assert Book._meta.constraints == [
        HistoryTrigger(
            name="history_book_history",
            history_table="history_historicalbook",
            columns=["id", "title", "Order Note", "pages", "facts", "shelf_id", "lent_from_id"],
        )
    ]
    assert Book._meta.original_attrs["constraints"] == Book._meta.constraints


def test_the_newest_form_wins_within_one_migration(db):
    with connection.schema_editor() as editor:
        editor.create_model(Shelf)
        editor.create_model(Shelf.history.model)
        editor.remove_constraint(Shelf, trigger())
        editor.add_constraint(Shelf, trigger(columns=["name", "id"]))

    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT prosrc LIKE \'%%("name", "id", history_date%%\' FROM pg_proc WHERE proname = %s',
            ["history_shelf_history"],
        )
        assert cursor.fetchall() == [(True,)]


def test_removing_the_constraint_removes_trigger_and_function(shelf):
    with connection.schema_editor() as editor:
        editor.remove_constraint(Shelf, trigger())
    Shelf.objects.update(name="unseen")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'history_shelf_history'")
        assert cursor.fetchone() == (0,)
    assert Shelf.history.count() == 1


def test_a_frozen_row_is_written_down_and_read_back_too():
    frozen = FrozenTrigger(name="history_shelf_frozen", column="closed_at")
    written, imports = MigrationWriter.serialize(frozen)

    names = {}
    exec("\n".join(imports), names)  # noqa: S102 - what a migration file does
    assert eval(written, names) == frozen  # noqa: S307 - as above
    assert frozen != FrozenTrigger(name="history_shelf_frozen", column="opened_at")
