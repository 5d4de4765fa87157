"""Import candidates from files: JSON Resume, CSV and CVs as PDF, DOCX or ODT, in any mixture."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.actions.imports import (
    Choices,
    Upload,
    check_import,
    latest_job,
    refusal_of,
    run_import,
    start_import,
    words_of_code,
)
from candidates.exceptions import NoController, PaperFromNowhere
from candidates.models import Candidate, ImportBatch, ImportRow
from cluster_crm.accounts.models import User
from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from privacy.actions.roles import Origin
from privacy.permissions import allows_deed
from privacy.vocabulary import CANDIDATE_PROFILES, RetentionProfile, Source

CHOICES = {
    "on_sure": ImportBatch.OnSure,
    "on_likely": ImportBatch.OnLikely,
    "on_suppressed": ImportBatch.OnSuppressed,
}
DEFAULT = "default: the first"
PAUSE = 0.2


class Command(BaseCommand):
    """Register the people in the files; what is printed holds numbers and reasons, no personal data."""

    help = "Import candidates from JSON Resume, CSV, PDF, DOCX and ODT files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--source", required=True, choices=Source.values, metavar="SOURCE", help=", ".join(Source))
        parser.add_argument("--source-detail", default="", help="which list, vacancy or site")
        parser.add_argument("--collected-on", type=date.fromisoformat, help="default: today", metavar="YYYY-MM-DD")
        profiles = [profile.value for profile in CANDIDATE_PROFILES]
        parser.add_argument("--retention-profile", choices=profiles, default=RetentionProfile.POOL.value)
        for name, choice in CHOICES.items():
            option = f"--{name.replace('_', '-')}"
            parser.add_argument(option, choices=choice.values, default=choice.values[0], help=DEFAULT)
        parser.add_argument("--by", metavar="EMAIL", help="the user who imports; default: the system itself")

    def handle(
        self,
        *,
        files: list[Path],
        source: str,
        source_detail: str,
        collected_on: date | None,
        retention_profile: str,
        on_sure: str,
        on_likely: str,
        on_suppressed: str,
        by: str | None,
        **_options: Any,
    ) -> None:
        collected_on = collected_on or timezone.localdate()
        if collected_on > timezone.localdate():
            raise CommandError(_("Data can't have been collected in the future."))
        choices = Choices(
            origin=Origin(Source(source), source_detail, collected_on),
            retention_profile=RetentionProfile(retention_profile),
            on_sure=ImportBatch.OnSure(on_sure),
            on_likely=ImportBatch.OnLikely(on_likely),
            on_suppressed=ImportBatch.OnSuppressed(on_suppressed),
        )
        try:
            batch = import_files(files, choices, _user(by) if by else None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        except PaperFromNowhere:
            raise CommandError(
                _("Name the event and the place where the CVs on paper were handed in: --source-detail.")
            ) from None
        except NoController:
            raise CommandError(
                _("No organisation of ours is entered as responsible; an administrator adds it.")
            ) from None
        for line in _lines(batch):
            self.stdout.write(line)


def import_files(files: list[Path], choices: Choices, by: User | None) -> ImportBatch:
    """Go through all steps of an import here and now, by the jobs that a worker would carry out."""
    batch = start_import([Upload(path.name, path.read_bytes) for path in files], choices=choices, by=by)
    for begin in (None, check_import, run_import):
        job = begin(batch, by=by) if begin else latest_job(batch)
        if job:
            _work(job)
        batch.refresh_from_db()
        if refusal := refusal_of(batch):
            raise refusal
    return batch


def _work(job: Job) -> None:
    """Carry out a job, or wait for the worker that was quicker."""
    run(job.pk)
    job.refresh_from_db()
    while not job.is_closed:
        time.sleep(PAUSE)
        run(job.pk)
        job.refresh_from_db()
    if job.state == Job.State.FAILED:
        raise CommandError(_("The import broke off; what was done stands, and the log says where."))


def _user(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(_("No such user may sign in."))
    if not allows_deed(user, "candidates.import"):
        raise CommandError(_("The role of this user does not import candidates."))
    return user


def _lines(batch: ImportBatch) -> Iterator[str]:
    """The summary: rows by file and line, people by reference."""
    rows = list(batch.rows.order_by("file_number", "line"))
    people = {row.data_subject_id for row in rows if row.data_subject_id}
    numbers = dict(Candidate.objects.filter(pk__in=people).values_list("pk", "number"))
    yield f"{_('file'):>4} {_('line'):>6}  {_('result')}"
    for row in rows:
        for result in _results(row, f"C-{numbers.get(row.data_subject_id)}" if row.data_subject_id else ""):
            yield f"{row.file_number:>4} {row.line:>6}  {result}"
    yield _totals(batch)


def _results(row: ImportRow, person: str) -> Iterator[str]:
    match row.state:
        case ImportRow.State.CREATED:
            yield _("registered as %s") % person
        case ImportRow.State.UPDATED:
            yield _("updated: %s") % person
        case ImportRow.State.WAITING | ImportRow.State.SKIPPED:
            yield f"{row.get_state_display()}: {words_of_code(row.reason)}"
    if row.is_suppressed:
        yield _("On the suppression list, not to be approached.")
    for problem in row.problems:
        where, _colon, code = problem.rpartition(":")
        result = _("refused") if row.state == ImportRow.State.REFUSED else _("left out")
        yield f"{result}: {where}: {words_of_code(code)}" if where else f"{result}: {words_of_code(code)}"


def _totals(batch: ImportBatch) -> str:
    created, waiting, refused = batch.created_count, batch.waiting_count, batch.refused_count
    return "{}: {}, {}, {}, {}, {}.".format(
        batch,
        ngettext("%d person registered", "%d people registered", created) % created,
        ngettext("%d updated", "%d updated", batch.updated_count) % batch.updated_count,
        ngettext("%d row waits", "%d rows wait", waiting) % waiting,
        ngettext("%d left out", "%d left out", batch.skipped_count) % batch.skipped_count,
        ngettext("%d row refused", "%d rows refused", refused) % refused,
    )
