"""Tracked models in a registry of their own: no other test, check or migration sees them."""

from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.test.utils import isolate_apps

from cluster_crm.history.models import HistoricalRecords

with isolate_apps("cluster_crm.history") as registry:
    registry.register_model(get_user_model()._meta.app_label, get_user_model())

    class Shelf(models.Model):
        name = models.CharField(max_length=50)
        history = HistoricalRecords()

        class Meta:
            app_label = "history"

    class Book(models.Model):
        title = models.CharField(max_length=50)
        order_note = models.TextField("order", default="", db_column="Order Note")
        pages = models.IntegerField(null=True)
        facts = models.JSONField(default=dict)
        scanned_at = models.DateTimeField(null=True)
        shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="books")
        lent_from = models.ForeignKey(Shelf, models.SET_NULL, null=True, related_name="+")
        history = HistoricalRecords(excluded_fields=["scanned_at"])

        class Meta:
            app_label = "history"


MODELS = (Shelf, Shelf.history.model, Book, Book.history.model)


def create_tables():
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)


@contextmanager
def committed_tables():
    """The tables where other connections see them too; for tests that leave nothing behind by themselves."""
    create_tables()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            tables = ", ".join(model._meta.db_table for model in MODELS)
            cursor.execute(f"DROP TABLE {tables}; DROP FUNCTION history_shelf_history, history_book_history")


def recorded(model):
    """What history holds of a model, oldest first: kind of change, number of the row."""
    return list(model.history.order_by("history_id").values_list("history_type", "id"))
