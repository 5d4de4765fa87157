"""The erasure of many persons, by its engine and by hand-written SQL, batch by batch in turn.

    python -m bench.erasure --candidates 100000 --erase 10000

Makes a database `<name>_bench` anew beside that of DATABASE_URL. See bench/README.md.
"""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median, quantiles
from unittest.mock import patch
from uuid import UUID

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")
    django.setup()

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.bare_erasure import BareErasure
from bench.seed import create_database, fill, settle
from bench.stopwatch import Stopwatch
from privacy.actions import erasure_run
from privacy.actions.erasure import plan_of, propose_erasure
from privacy.models import ErasureRun
from privacy.stores.rows import CHUNK
from privacy.vocabulary import ErasureGround, SubjectKind

GROUND = ErasureGround.NO_LONGER_NEEDED
SIZES = (1, 100, CHUNK)


@dataclass
class Rounds:
    """Seconds of each batch on both sides, and of the engine's verification alone."""

    engine: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    verification: list[float] = field(default_factory=list)

    def ratios(self, *, is_verified: bool) -> list[float]:
        """Engine to bare SQL, round by round, with the verification or without it."""
        checks = [0.0 if is_verified else seconds for seconds in self.verification]
        return [
            (all_of_it - check) / bare for all_of_it, check, bare in zip(self.engine, checks, self.bare, strict=True)
        ]

    def report(self) -> list[str]:
        """The ratios for people."""
        checked, unchecked = sum(self.engine), sum(self.engine) - sum(self.verification)
        return [
            f"{'':24}{'of sums':>9}{'median':>9}{'quartiles':>15}",
            _line("without verification", unchecked / sum(self.bare), self.ratios(is_verified=False)),
            _line("with verification", checked / sum(self.bare), self.ratios(is_verified=True)),
        ]


def _line(name: str, of_sums: float, ratios: Sequence[float]) -> str:
    low, _middle, high = quantiles(ratios, n=4)
    return f"{name:24}{of_sums:8.2f}x{median(ratios):8.2f}x{low:8.2f} - {high:.2f}"


def persons(number: int, *, skip: int = 0) -> list[UUID]:
    """Candidates from all over the tables, the same ones in each run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_subject_id FROM candidates_candidate ORDER BY md5(data_subject_id::text) LIMIT %s OFFSET %s",
            [number, skip],
        )
        return [person for (person,) in cursor.fetchall()]


def propose(people: Sequence[UUID]) -> ErasureRun:
    """Lay the plan of an erasure; that is not measured."""
    return propose_erasure([(person, SubjectKind.CANDIDATE) for person in people], ground=GROUND, by=None)


def by_engine(run: ErasureRun, chunk: int) -> None:
    """Erase a part as the worker does."""
    with transaction.atomic():
        erasure_run.erase_part(run, chunk)


def by_hand(run: ErasureRun, chunk: int) -> None:
    """Erase a part with the hand-written statements, past Django."""
    connection.ensure_connection()
    today = timezone.localdate()
    drop_on = today + timedelta(days=2 * settings.CRM_BACKUP_ROTATION_DAYS)
    bare = BareErasure(connection.connection, settings.CRM_HMAC_KEY)
    bare.erase_part(run.pk, chunk, ground=GROUND.value, on=today, drop_on=drop_on)


def queries_of(run: ErasureRun) -> int:
    """How many statements the engine sends for the first part of a run."""
    with CaptureQueriesContext(connection) as queries:
        by_engine(run, 0)
    return len(queries)


def measure(engine: ErasureRun, bare: ErasureRun, batches: int) -> Rounds:
    """Erase all batches of both runs in turn; each side begins every other round."""
    rounds = Rounds()
    for number in range(batches):
        watch = Stopwatch()
        sides = [("engine", by_engine, engine), ("bare", by_hand, bare)]
        with patch.object(erasure_run, "_verify", watch.timed("verification", erasure_run._verify)):
            for name, erase, run in sides if number % 2 else reversed(sides):
                with watch.time(name):
                    erase(run, number)
        for name, seconds in watch.seconds.items():
            getattr(rounds, name).append(seconds)
    return rounds


def profile(run: ErasureRun, batches: int) -> list[str]:
    """What the engine spends its time on; what no statement took is one line."""
    watch, whole = Stopwatch(), Stopwatch()
    with connection.execute_wrapper(watch), whole.time("all"):
        for number in range(batches):
            by_engine(run, number)
    python = sum(whole.seconds.values()) - sum(watch.seconds.values())
    watch.seconds["Python and commit"] = python
    return watch.shares()


def main() -> None:
    """Make the database, measure, print ratios."""
    options = _options()
    create_database(f"{connection.settings_dict['NAME']}_bench")
    fill(options.candidates, tell=print)
    settle()
    batches = -(-options.erase // CHUNK)
    engine, bare = propose(persons(options.erase)), propose(persons(options.erase, skip=options.erase))
    smaller = [propose(persons(size, skip=2 * options.erase + sum(SIZES[:place]))) for place, size in enumerate(SIZES)]
    limit = 2 * len(plan_of(engine)) + 8
    print(f"\n{options.erase} of {options.candidates} persons in {batches} batches, each side\n")
    print("\n".join(measure(engine, bare, batches).report()))
    for size, run in zip(SIZES, smaller, strict=True):
        print(f"queries for {size:4} persons: {queries_of(run)} (at most {limit})")
    if options.profile:
        another = propose(persons(options.erase))
        print("\nThe time of the engine:\n" + "\n".join(profile(another, batches)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidates", type=int, default=100_000, help="persons in the database")
    parser.add_argument("--erase", type=int, default=10_000, help="persons that each side erases")
    parser.add_argument("--profile", action="store_true", help="then erase as many again and show what takes the time")
    options = parser.parse_args()
    if options.erase <= CHUNK or options.candidates < 2 * options.erase + sum(SIZES):
        parser.error(f"each side erases more than {CHUNK}, and all together are fewer than there are")
    return options


if __name__ == "__main__":
    main()
