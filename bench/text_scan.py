"""The monthly look through all texts against `COPY` of the same texts.

    python -m bench.text_scan --people 20000

Makes a database `<name>_bench` anew beside that of DATABASE_URL. See bench/README.md.
"""

import argparse
import os
from collections.abc import Callable
from typing import Final

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")
    django.setup()

from django.db import connection

from bench.changelist import turn_about
from bench.many_people import fill_with_people
from bench.seed import create_database, settle
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.text_scans import start_scan
from cluster_crm.people.models import TextScan
from cluster_crm.people.special_data.guarded import guarded_fields, guarded_models
from privacy.testing import ensure_profile

ROUNDS: Final = 3


def copy() -> None:
    """What the database alone needs to hand over the texts."""
    with connection.cursor() as cursor:
        for model, personal in guarded_models().items():
            columns = ", ".join(str(model._meta.get_field(name).column) for name in guarded_fields(model))  # type: ignore[union-attr]  # columns
            with cursor.copy(f"COPY (SELECT {columns} FROM {personal.table}) TO STDOUT") as rows:
                for _part in rows:
                    pass


def look() -> None:
    """Look through everything, as the worker does."""
    TextScan.objects.all().delete()
    scan = start_scan(by=None)
    jobs.run(Job.objects.get(target_id=scan.pk).pk)


def report(rounds: int) -> list[str]:
    """The ratio, and rows in a second for who wants to know how long it takes on this machine."""
    sides: dict[str, Callable[[], object]] = {"look": look, "COPY": copy}
    seconds = turn_about(sides, rounds)
    seen = TextScan.objects.latest("started_at")
    ratio, speed = seconds["look"] / seconds["COPY"], seen.rows_seen / seconds["look"]
    return [
        f"{seen.rows_seen} rows with text, {seen.found} new findings in the last round",
        f"look through all texts {ratio:7.1f} x COPY {speed:10.0f} rows/s",
    ]


def main() -> None:
    """Make the database, measure, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20_000, help="candidates in the database")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each side")
    options = parser.parse_args()
    create_database(f"{connection.settings_dict['NAME']}_bench")
    ensure_profile()
    fill_with_people(options.people)
    settle()
    print("\n".join([f"{options.people} candidates", *report(options.rounds)]))


if __name__ == "__main__":
    main()
