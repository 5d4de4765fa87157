"""A list of candidates as a file against `COPY` of the same rows.

    python -m bench.list_exports --people 20000

Makes a database `<name>_bench` anew beside that of DATABASE_URL. See bench/README.md.
"""

import argparse
import os
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Final

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")
    django.setup()

from django.db import connection

from bench.changelist import turn_about
from bench.many_people import fill_with_people
from bench.seed import create_database, settle
from candidates.models import Candidate
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.list_exports import Order, ask_for_list
from cluster_crm.web.spreadsheets import SheetKind
from privacy.models import ListExport, Recipient
from privacy.testing import ensure_profile, make_recipient
from privacy.vocabulary import Purpose, SubjectKind

COLUMNS: Final = ("full_name", "city", "email")
COPIED: Final = (
    "COPY (SELECT number, full_name, city, email FROM candidates_candidate ORDER BY sort_name) TO STDOUT CSV"
)


def copy() -> None:
    """What the database alone needs for the rows."""
    target = BytesIO()
    with connection.cursor() as cursor, cursor.copy(COPIED) as rows:
        for part in rows:
            target.write(part)


def make_list(by: User, kind: SheetKind, to: Recipient | None = None) -> ListExport:
    """Ask for a list of everybody, and make it as the worker does."""
    order = Order(columns=COLUMNS, kind=kind, purpose=Purpose.RECRUITMENT, language="nl", to=to)
    export = ask_for_list(Candidate.objects.order_by("sort_name", "pk"), SubjectKind.CANDIDATE, order, by=by)
    jobs.run(Job.objects.get(target_id=export.pk).pk)
    export.refresh_from_db()
    return export


def sides_of(by: User) -> dict[str, Callable[[], object]]:
    """Three kinds of list, and COPY."""
    to = make_recipient(recipient_role=Recipient.RecipientRole.PROCESSOR)
    return {
        "CSV that stays": partial(make_list, by, SheetKind.CSV),
        "XLSX that stays": partial(make_list, by, SheetKind.XLSX),
        "CSV that leaves, with a disclosure each": partial(make_list, by, SheetKind.CSV, to),
        "COPY": copy,
    }


def report(by: User, rounds: int) -> list[str]:
    """The ratios, and rows in a second for who wants to know how long it takes on this machine."""
    seconds, people = turn_about(sides_of(by), rounds), Candidate.objects.count()
    return [
        f"{name:42}{taken / seconds['COPY']:7.1f} x COPY {people / taken:10.0f} rows/s"
        for name, taken in seconds.items()
    ]


def main() -> None:
    """Make the database, measure, print ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20_000, help="candidates in the database")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each side")
    options = parser.parse_args()
    create_database(f"{connection.settings_dict['NAME']}_bench")
    ensure_profile()
    fill_with_people(options.people)
    settle()
    print("\n".join([f"{options.people} candidates", *report(make_user(), options.rounds)]))


if __name__ == "__main__":
    main()
