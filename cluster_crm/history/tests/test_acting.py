import pytest
from django.db import connection, transaction

from cluster_crm.history.acting import acting
from cluster_crm.history.tests.shelves import Shelf, committed_tables

pytestmark = pytest.mark.requirement("SEC-06")


def who_and_why():
    return list(Shelf.history.order_by("history_id").values_list("name", "history_user_id", "history_change_reason"))


def test_acting_records_user_and_reason(tables):
    with acting(7, "REQ-12"):
        Shelf.objects.create(name="in")
    Shelf.objects.create(name="out")

    assert who_and_why() == [("in", 7, "REQ-12"), ("out", None, None)]


def test_acting_records_the_system_as_nobody(tables):
    with acting(None, "retention"):
        Shelf.objects.create(name="swept")

    assert who_and_why() == [("swept", None, "retention")]


def test_acting_nests_and_restores(tables):
    with acting(7, "outer"):
        with acting(8):
            Shelf.objects.create(name="inner")
        Shelf.objects.create(name="outer")

    assert who_and_why() == [("inner", 8, None), ("outer", 7, "outer")]


def test_acting_restores_after_the_rollback_of_an_inner_block(tables):
    with acting(7, "outer"):
        with pytest.raises(ZeroDivisionError), acting(8, "inner"):
            Shelf.objects.create(name="undone")
            raise ZeroDivisionError
        Shelf.objects.create(name="kept")

    assert who_and_why() == [("kept", 7, "outer")]


def test_acting_leaves_a_block_that_was_told_to_roll_back(tables):
    with acting(7, "outer"):
        with acting(8, "inner"):
            Shelf.objects.create(name="undone")
            transaction.set_rollback(True)
        Shelf.objects.create(name="kept")

    assert who_and_why() == [("kept", 7, "outer")]


def test_a_long_reason_is_cut(tables):
    with acting(7, "r" * 200):
        Shelf.objects.create(name="long")

    assert who_and_why() == [("long", 7, "r" * 100)]


@pytest.mark.django_db(transaction=True)
def test_nothing_outlives_the_transaction():
    with committed_tables():
        with acting(7, "committed"):
            Shelf.objects.create(name="in")
        Shelf.objects.create(name="autocommit")
        with pytest.raises(ZeroDivisionError), acting(8, "undone"):
            raise ZeroDivisionError
        Shelf.objects.create(name="after")

        assert not connection.in_atomic_block
        assert who_and_why() == [("in", 7, "committed"), ("autocommit", None, None), ("after", None, None)]
