"""Import candidates from files: JSON Resume, CSV and CVs as PDF, DOCX or ODT, in any mixture."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.actions.imports import ImportReport, import_files
from candidates.exceptions import NoController, PaperFromNowhere
from candidates.readers.incoming import Incoming
from cluster_crm.accounts.models import User
from privacy.actions.roles import Origin
from privacy.permissions import allows_deed
from privacy.vocabulary import CANDIDATE_PROFILES, RetentionProfile, Source


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
        parser.add_argument("--by", metavar="EMAIL", help="the user who imports; default: the system itself")

    def handle(
        self,
        *,
        files: list[Path],
        source: str,
        source_detail: str,
        collected_on: date | None,
        retention_profile: str,
        by: str | None,
        **_options: Any,
    ) -> None:
        collected_on = collected_on or timezone.localdate()
        if collected_on > timezone.localdate():
            raise CommandError(_("Data can't have been collected in the future."))
        try:
            report = import_files(
                [Incoming(path.name, path.read_bytes) for path in files],
                origin=Origin(Source(source), source_detail, collected_on),
                by=_user(by) if by else None,
                retention_profile=RetentionProfile(retention_profile),
            )
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
        for line in _lines(report):
            self.stdout.write(line)


def _user(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(_("No such user may sign in."))
    if not allows_deed(user, "candidates.import"):
        raise CommandError(_("The role of this user does not import candidates."))
    return user


def _lines(report: ImportReport) -> Iterator[str]:
    """The summary: rows by file and line, people by reference."""
    rows = {(number, line): _("registered as %s") % candidate for number, line, candidate in report.created}
    rows |= dict.fromkeys(report.waiting, _("waits for a person to fill in the name"))
    yield f"{_('file'):>4} {_('line'):>6}  {_('result')}"
    for (number, line), result in sorted(rows.items()):
        yield f"{number:>4} {line:>6}  {result}"
    for finding in sorted(report.findings, key=lambda finding: (finding.file_number, finding.line)):
        result = _("refused") if finding.is_refused else _("left out")
        where = f"{finding.field}: " if finding.field else ""
        yield f"{finding.file_number:>4} {finding.line:>6}  {result}: {where}{finding.reason.label}"
    if report.suppressed:
        yield _("On the suppression list, not to be approached: %s") % ", ".join(map(str, report.suppressed))
    yield _totals(report)


def _totals(report: ImportReport) -> str:
    created, waiting, refused = len(report.created), len(report.waiting), len(report.refused())
    return "{}: {}, {}, {}.".format(
        report.batch,
        ngettext("%d person registered", "%d people registered", created) % created,
        ngettext("%d row waits", "%d rows wait", waiting) % waiting,
        ngettext("%d row refused", "%d rows refused", refused) % refused,
    )
