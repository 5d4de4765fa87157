"""Both sides of the erasure's measurement do the same work."""

from uuid import UUID

import pytest
from django.db import connection

from bench.bare_erasure import tables
from bench.erasure import Rounds, by_engine, by_hand, measure, persons, propose
from bench.seed import fill
from privacy.actions.erasure import plan_of
from privacy.keyed_hash import hash_identifier
from privacy.models import ErasureDigest, ErasureLedgerEntry
from privacy.testing import ensure_profile
from privacy.vocabulary import Identifier

PEOPLE = 100
ENGINE = (1, 2, 3, 25, 50)
BARE = (11, 12, 13, 75, 100)
"""Numbers of candidates; the fourth is still on the payroll and the fifth was there long ago."""


@pytest.fixture
def seeded(transactional_db):
    ensure_profile()
    fill(PEOPLE, tell=lambda _line: None)


def person(number) -> UUID:
    return UUID(f"01990000-0000-7000-8000-{number:012x}")


def rows_about(people) -> dict[str, int]:
    """How many rows each table holds about persons, history and proof included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'data_subject_id'")
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE data_subject_id = ANY(%s)", [people])
            found[table] = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM django_admin_log WHERE object_repr <> '' AND object_id = ANY(%s)",
            [[*map(str, people)]],
        )
        found["log texts"] = cursor.fetchone()[0]
    return {table: rows for table, rows in sorted(found.items()) if rows}


def account(run) -> tuple[list[object], ...]:
    """What a run wrote down about itself."""
    return (
        list(run.subjects.order_by("id").values_list("state", "code")),
        list(run.lines.order_by("position").values_list("model_label", "erased_rows", "erased_history")),
        list(run.kept.order_by("model_label").values_list("model_label", "code", "source", "keep_until")),
        list(ErasureLedgerEntry.objects.filter(run_id=run.pk).order_by("data_subject").values_list("ground", "counts")),
        [run.files.count()],
    )


def test_both_sides_leave_the_same_rows_and_proof(seeded):
    engine, bare = ([person(number) for number in numbers] for numbers in (ENGINE, BARE))
    before = rows_about(engine)
    runs = propose(engine), propose(bare)

    by_engine(runs[0], 0)
    by_hand(runs[1], 0)

    assert before["candidates_skill"] == before["candidates_historicalskill"] == 50
    assert before["candidates_historicalcandidate"] == before["log texts"] == 5
    assert rows_about(engine) == rows_about(bare)
    assert "candidates_historicalskill" not in rows_about(bare)
    assert rows_about(bare)["candidates_employment"] == 1
    assert account(runs[0]) == account(runs[1])


def test_bare_side_hashes_identifiers_as_the_engine_does(seeded):
    by_hand(propose([person(7)]), 0)

    assert set(ErasureDigest.objects.values_list("digest", flat=True)) == {
        hash_identifier(Identifier.NAME, "Noor de Vries7"),
        hash_identifier(Identifier.EMAIL, "noor7@example.org"),
        hash_identifier(Identifier.PHONE, "+31610000007"),
        hash_identifier(Identifier.PROFILE_URL, "https://example.org/in/noor7"),
    }


def test_bare_side_names_every_table_of_the_plan(seeded):
    plan = plan_of(propose([person(7)]))

    assert tables() == {
        table
        for item in plan
        if item.rule != "keep" or item.personal.cleared
        for table in (item.personal.table, item.personal.history_table)
        if table
    }


def test_rounds_are_told_as_ratios(seeded):
    people = persons(20)

    measured = measure(propose(people[:10]), propose(people[10:]), 1)
    report = Rounds(engine=[3.0, 4.0], bare=[2.0, 2.0], verification=[1.0, 1.0]).report()

    assert [len(measured.engine), len(measured.bare), len(measured.verification)] == [1, 1, 1]
    assert [line.split()[-5:-3] for line in report[1:]] == [["1.25x", "1.25x"], ["1.75x", "1.75x"]]
