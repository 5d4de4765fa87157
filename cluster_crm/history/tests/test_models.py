import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.db.models.deletion import Collector
from django.test.utils import isolate_apps

from cluster_crm.history.acting import acting
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.history.tests.shelves import Book, Shelf, recorded

pytestmark = pytest.mark.requirement("SEC-06")


def test_create_save_and_delete_are_recorded(tables):
    shelf = Shelf.objects.create(name="Poetry")
    shelf.name = "Prose"
    shelf.save()
    number = shelf.pk
    shelf.delete()

    assert list(Shelf.history.order_by("history_id").values_list("history_type", "id", "name")) == [
        ("+", number, "Poetry"),
        ("~", number, "Prose"),
        ("-", number, "Prose"),
    ]


def test_all_tracked_columns_are_copied(shelf):
    book = Book.objects.create(title="Max Havelaar", order_note="signed", pages=300, facts={"year": 1860}, shelf=shelf)

    assert list(
        Book.history.values_list("id", "title", "order_note", "pages", "facts", "shelf_id", "lent_from_id")
    ) == [(book.pk, "Max Havelaar", "signed", 300, {"year": 1860}, shelf.pk, None)]


def test_bulk_deeds_are_recorded(tables):
    shelves = Shelf.objects.bulk_create([Shelf(name="a"), Shelf(name="b")])
    first, second = (shelf.pk for shelf in shelves)
    for shelf in shelves:
        shelf.name += "!"
    Shelf.objects.bulk_update(shelves, ["name"])
    Shelf.objects.bulk_create(
        [Shelf(pk=first, name="c")], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
    )
    Shelf.objects.filter(pk=second).update(name="d")
    Shelf.objects.all().delete()

    changes = recorded(Shelf)
    assert changes[:2] == [("+", first), ("+", second)]
    assert sorted(changes[2:4]) == [("~", first), ("~", second)]
    assert changes[4:6] == [("~", first), ("~", second)]
    assert sorted(changes[6:]) == [("-", first), ("-", second)]


def test_a_change_that_changes_nothing_is_not_recorded(shelf):
    shelf.save()
    Shelf.objects.update(name="Poetry")

    assert recorded(Shelf) == [("+", shelf.pk)]


def test_a_change_of_an_untracked_column_is_not_recorded(shelf):
    book = Book.objects.create(title="Eline Vere", shelf=shelf)

    Book.objects.update(scanned_at="2026-01-05T12:00Z")

    assert recorded(Book) == [("+", book.pk)]


def test_cascades_are_recorded(shelf):
    other = Shelf.objects.create(name="Drama")
    gone = Book.objects.create(title="Eline Vere", shelf=shelf)
    kept = Book.objects.create(title="Lucifer", shelf=other, lent_from=shelf)

    shelf.delete()

    assert recorded(Book)[:2] == [("+", gone.pk), ("+", kept.pk)]
    assert sorted(recorded(Book)[2:]) == [("-", gone.pk), ("~", kept.pk)]
    assert Book.history.filter(id=kept.pk).latest().lent_from_id is None


def test_raw_sql_is_recorded(tables):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO history_shelf (name) VALUES ('raw') RETURNING id")
        (number,) = cursor.fetchone()
        cursor.execute("UPDATE history_shelf SET name = 'cooked'")
        cursor.execute("DELETE FROM history_shelf")

    assert recorded(Shelf) == [("+", number), ("~", number), ("-", number)]


def test_copy_is_recorded(tables):
    with connection.cursor() as cursor, cursor.copy("COPY history_shelf (name) FROM STDIN") as copy:
        copy.write_row(["first"])
        copy.write_row(["second"])

    assert list(Shelf.history.order_by("history_id").values_list("history_type", "name")) == [
        ("+", "first"),
        ("+", "second"),
    ]


def test_the_questions_of_simple_history_are_answered(shelf):
    shelf.name = "Prose"
    shelf.save()
    newest, oldest = shelf.history.all()

    assert newest.diff_against(oldest).changed_fields == ["name"]
    assert newest.prev_record == oldest
    assert oldest.next_record == newest
    assert shelf.history.as_of(oldest.history_date).name == "Poetry"
    assert [entry.name for entry in Shelf.history.as_of(newest.history_date)] == ["Prose"]
    assert shelf.history.most_recent().name == "Prose"


def test_the_user_who_acted_stays_known_by_number_when_he_is_gone(shelf):
    with acting(999_999_999):
        shelf.delete()

    entry = Shelf.history.select_related("history_user").latest()
    assert entry.history_user_id == 999_999_999
    assert entry.history_user is None
    user_field = Shelf.history.model._meta.get_field("history_user")
    assert (user_field.related_model, user_field.db_constraint) == (get_user_model(), False)
    assert user_field.remote_field.on_delete is models.DO_NOTHING


def test_a_tracked_table_keeps_djangos_fast_delete(tables):
    collector = Collector(using="default")

    assert collector.can_fast_delete(Book.objects.all())


@isolate_apps("cluster_crm.history")
def test_inherited_tables_cannot_have_history():
    class Place(models.Model):
        class Meta:
            app_label = "history"

    with pytest.raises(ImproperlyConfigured, match="can neither inherit a table"):

        class Library(Place):
            history = HistoricalRecords()

            class Meta:
                app_label = "history"


@isolate_apps("cluster_crm.history")
def test_concrete_models_of_an_abstract_base_each_get_their_trigger():
    class Tracked(models.Model):
        history = HistoricalRecords(inherit=True)

        class Meta:
            app_label = "history"
            abstract = True

    class Map(Tracked):
        class Meta:
            app_label = "history"

    class Globe(Tracked):
        class Meta:
            app_label = "history"

    assert [model._meta.constraints[0].name for model in (Map, Globe)] == [
        "history_map_history",
        "history_globe_history",
    ]
