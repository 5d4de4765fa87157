"""The import of a file of people, from the file to the dossiers, against COPY of the same rows into the same tables.

    python -m bench.imports --people 50000 --rows 20000 --rounds 3

Makes a database `<name>_bench` anew beside that of DATABASE_URL. See bench/README.md.
"""

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from random import Random
from statistics import median
from time import perf_counter
from typing import Final

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")
    django.setup()

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from bench.many_people import BEGINNINGS, ENDS, GIVEN, MIDDLES, fill_with_people
from bench.seed import create_database, settle
from bench.stopwatch import Stopwatch
from candidates.actions.imports import Choices, Upload, check_import, run_import, start_import
from candidates.models import Candidate, ImportBatch, ProfilePage, ReportedNote, Skill, WorkExperience
from cluster_crm.celery import keep_what_is_loaded
from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from privacy.actions.roles import Origin
from privacy.actions.subjects import ensure_controller
from privacy.models import DataSubject, NoticeTask, RetentionClock, SubjectRole
from privacy.stores.eraser import as_eraser
from privacy.testing import ensure_profile
from privacy.vocabulary import Source

HEADINGS: Final = "Naam;E-mail;Mobiel;Straat;Postcode;Plaats;Functie;Werkgever;Vaardigheden;LinkedIn;Opmerkingen"
NAME: Final = tuple(part.split() for part in (GIVEN, BEGINNINGS, MIDDLES, ENDS))
PLACES: Final = 400
WRITTEN: Final[tuple[type[Model], ...]] = (
    *(DataSubject, SubjectRole, RetentionClock, NoticeTask, Candidate),
    *(ProfilePage, WorkExperience, Skill, ReportedNote),
)
"""The tables that an import of such a file fills, in the order of their keys."""


def file_of(rows: int, *, first: int) -> bytes:
    """A table of people as a job board exports it; the numbers make them others than those of another file."""
    return "\r\n".join([HEADINGS, *(_line(number) for number in range(first, first + rows))]).encode()


def _line(number: int) -> str:
    random = Random(number)
    given, begin, middle, end = (random.choice(words) for words in NAME)
    place = Random(number % PLACES).choice(NAME[1]) + Random(number % PLACES + 1).choice(NAME[2])
    return (
        f"{given} {begin}{middle}{end};in{number}@example.org;06{10_000_000 + number};Dijk {number % 300};"
        f"{1000 + number % 8999} BC;{place};Lasser;Bedrijf {number % 900};TIG, MIG;"
        f"https://www.linkedin.com/in/in{number};Belde over werk in {place}."
    )


def imported(content: bytes) -> ImportBatch:
    """Take a file the whole way, as the worker does."""
    choices = Choices(origin=Origin(Source.JOBBOARD, "list", timezone.localdate()))
    batch = start_import([Upload("list.csv", lambda: content)], choices=choices, by=None)
    for begin in (None, check_import, run_import):
        job = begin(batch, by=None) if begin else Job.objects.get(target_id=batch.pk)
        run(job.pk)
        batch.refresh_from_db()
    if batch.state != ImportBatch.State.DONE or batch.created_count < batch.row_count * 0.9:
        raise SystemExit(f"{batch.state}: {batch.created_count} of {batch.row_count} rows, {batch.failure}")
    return batch


def dumped(batch: ImportBatch) -> dict[type[Model], bytes]:
    """What the import wrote about people, table by table, as COPY writes it."""
    return {model: _copied_out(model, batch) for model in WRITTEN}


def _copied_out(model: type[Model], batch: ImportBatch) -> bytes:
    key = "id" if model is DataSubject else "data_subject_id"
    made = f"SELECT data_subject_id FROM candidates_importedperson WHERE batch_id = '{batch.pk}'"
    statement = f"COPY (SELECT {_columns(model)} FROM {model._meta.db_table} WHERE {key} IN ({made})) TO STDOUT"
    rows = BytesIO()
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for part in copy:
            rows.write(part)
    return rows.getvalue()


def _columns(model: type[Model]) -> str:
    return ", ".join(str(field.column) for field in model._meta.local_concrete_fields if not field.generated)


def taken_out(batch: ImportBatch) -> None:
    """Delete what the import wrote, with its history: the other side then begins where this one began."""
    with transaction.atomic(), as_eraser(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE gone ON COMMIT DROP AS"
            " SELECT data_subject_id FROM candidates_importedperson WHERE batch_id = %s",
            [batch.pk],
        )
        for table in ("candidates_importedperson", "candidates_importrow"):
            cursor.execute(f"DELETE FROM {table} WHERE batch_id = %s", [batch.pk])
        for model in reversed(WRITTEN):
            key = "id" if model is DataSubject else "data_subject_id"
            history = getattr(getattr(model, "history", None), "model", None)
            for table in filter(None, (model._meta.db_table, history and history._meta.db_table)):
                cursor.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT data_subject_id FROM gone)")


def copied_in(rows: Mapping[type[Model], bytes]) -> None:
    """The physical limit: COPY into the same tables, with their indexes, keys and history, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, content in rows.items():
            with cursor.cursor.copy(f"COPY {model._meta.db_table} ({_columns(model)}) FROM STDIN") as copy:
                copy.write(content)


@contextmanager
def timed(seconds: list[float]) -> Iterator[None]:
    """Add the seconds of a block."""
    started = perf_counter()
    yield
    seconds.append(perf_counter() - started)


def rounds(rows: int, count: int, *, first: int) -> tuple[list[float], list[float], int]:
    """Seconds of the import and of COPY, turn about, and how many people each round made."""
    ours: list[float] = []
    bare: list[float] = []
    people = 0
    for number in range(count):
        content = file_of(rows, first=first + number * rows)
        with timed(ours):
            batch = imported(content)
        people += batch.created_count
        written = dumped(batch)
        taken_out(batch)
        with timed(bare):
            copied_in(written)
    return ours, bare, people


def report(ours: Sequence[float], bare: Sequence[float], people: int) -> list[str]:
    """The ratio for people."""
    ratios = [limit / taken for taken, limit in zip(ours, bare, strict=True)]
    return [
        f"import : COPY of the same rows, in rows a second (at least 0.25)  {median(ratios):6.3f}",
        f"people a second, the whole way from the file                      {people / sum(ours):6.0f}",
        f"people a second, COPY alone                                       {people / sum(bare):6.0f}",
    ]


def main() -> None:
    """Make the database, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50_000, help="candidates whom we hold already")
    parser.add_argument("--rows", type=int, default=20_000, help="rows of a file")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each side")
    parser.add_argument("--profile", action="store_true", help="show which statements of one more import take the time")
    options = parser.parse_args()
    create_database(f"{connection.settings_dict['NAME']}_bench")
    ensure_profile()
    ensure_controller()
    fill_with_people(options.people)
    settle()
    keep_what_is_loaded()  # as a worker does when it begins
    first = options.people + 1
    print("\n".join(report(*rounds(options.rows, options.rounds, first=first))))
    if options.profile:
        watch = Stopwatch()
        with connection.execute_wrapper(watch), watch.time("everything"):
            imported(file_of(options.rows, first=first + options.rounds * options.rows))
        print("\n".join(watch.shares()))


if __name__ == "__main__":
    main()
