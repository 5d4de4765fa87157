"""Two records of one person become one: what stays, what is found, and what an erasure or an access answer reaches."""

import pytest
from django.db import connection

from candidates.models import Candidate, NationalIdentifier
from candidates.testing import bsn_of, make_candidate, make_full_candidate, phone_of
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.merging import request_merge
from cluster_crm.people.actions.unmerging import request_undo
from cluster_crm.tests.test_canary import MARK, make_canary
from cluster_crm.tests.test_erasure import erase, work
from privacy.actions.files import stored_files
from privacy.models import ErasureLedgerEntry, ErasureRun, PersonMerge
from privacy.registry import subject_columns
from privacy.stores.scan import files_containing, rows_containing
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE
OTHER = "Zilvermeeuw"
NO_HISTORY = {"candidates_diversitylink", "candidates_diversityanswer"}
"""Of diversity answers nothing of the past is kept (EO-04): of two sets one goes, and no undo brings it back."""


def merge(survivor, absorbed, *, kind=CANDIDATE, taken=(), by=None) -> PersonMerge:
    """Two persons made one by the worker."""
    asked = request_merge(
        survivor.pk, absorbed.pk, kind, taken=taken, reason="entered_twice", by=by or make_user(Role.RECRUITER)
    )
    work()
    asked.refresh_from_db()
    return asked


def rows_of(number) -> dict[str, int]:
    """How many rows each column that leads to a person holds of a number."""
    found = {}
    with connection.cursor() as cursor:
        for column in subject_columns():
            cursor.execute(f"SELECT count(*) FROM {column.table} WHERE {column.column} = %s", [number])
            if rows := cursor.fetchone()[0]:
                found[column.place] = rows
    return found


def test_all_rows_of_both_are_the_survivors():
    survivor = make_candidate(family_name="Berg", city="")
    absorbed = make_candidate(family_name="Bergh", city="Delft", phone="+31612345678")
    both = {place: rows for one in (survivor, absorbed) for place, rows in rows_of(one.pk).items()}

    done = merge(survivor, absorbed)

    assert (done.state, done.code) == ("done", "")
    assert rows_of(absorbed.pk) == {}
    assert set(rows_of(survivor.pk)) >= set(both)
    person = Candidate.objects.get()
    assert (person.pk, person.family_name, person.city, person.phone) == (survivor.pk, "Berg", "Delft", "+31612345678")


def test_erasure_after_a_merge_of_two_canaries_leaves_nothing():
    survivor = make_canary(MARK)
    absorbed = make_full_candidate(OTHER)
    NationalIdentifier.objects.filter(data_subject_id=absorbed.pk).delete()
    marks = [MARK, OTHER, phone_of(MARK), phone_of(OTHER), bsn_of(MARK), bsn_of(OTHER)]

    done = merge(survivor, absorbed)
    assert (done.state, done.code) == ("done", "")
    run = erase(survivor)

    assert [place for place, _row, _mark in rows_containing(marks)] == []
    assert list(files_containing(marks, stored_files())) == []
    assert run.state == ErasureRun.State.VERIFIED


@pytest.mark.requirement("ERASE-05")
def test_ledger_names_both_numbers_for_a_backup_from_before_the_merge():
    survivor, absorbed = make_candidate(), make_candidate()
    merge(survivor, absorbed)

    erase(survivor)

    entries = ErasureLedgerEntry.objects.values_list("data_subject_id", "subject_kind")
    assert set(entries) == {(survivor.pk, CANDIDATE), (absorbed.pk, CANDIDATE)}
    assert not PersonMerge.objects.exists()
    assert not PersonMerge.history.exists()


def live_rows() -> dict[str, list[str]]:
    """Every row of every table but history, jobs and what a merge itself writes down."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND table_name NOT LIKE '%historical%' AND table_name NOT LIKE 'jobs_%'"
            " AND table_name NOT IN ('privacy_personmerge', 'privacy_mergestep')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            found[table] = sorted(row for (row,) in cursor.fetchall())
    return found


def versions() -> set[tuple[str, str, str]]:
    """Which version of which history table is about whom."""
    found = set()
    with connection.cursor() as cursor:
        for column in subject_columns():
            if column.is_history:
                cursor.execute(f"SELECT {column.key}, {column.column} FROM {column.table}")
                found |= {(column.place, str(key), str(person)) for key, person in cursor.fetchall()}
    return found


def test_merge_and_undo_of_two_canaries_leave_every_row_as_it_was():
    survivor = make_canary(MARK)
    absorbed = make_full_candidate(OTHER)
    NationalIdentifier.objects.filter(data_subject_id=absorbed.pk).delete()
    by = make_user(Role.RECRUITER)
    before, past = live_rows(), versions()

    done = merge(survivor, absorbed, taken=["candidates.candidate.email", "candidates.candidate.city"], by=by)
    assert done.state == "done"
    changed = {table for table, rows in live_rows().items() if rows != before[table]}
    request_undo(done, by=by)
    work()
    done.refresh_from_db()

    assert len(changed) > 30
    assert {table for table, rows in live_rows().items() if rows != before[table]} == NO_HISTORY
    assert versions() >= past
    assert (done.state, done.left) == ("undone", ["candidates.diversityanswer/-3", "candidates.diversitylink/-1"])
