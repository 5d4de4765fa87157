"""Import of files: every person through the one creation service, and every bad row reported by file and line.

A category that the catalogue doesn't allow refuses the whole run by name, and nothing of it is kept. A bad value
refuses its own row. A row without a plain name waits a week for a person to fill it in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction

from candidates.actions.documents import add_document
from candidates.actions.draft_rows import dossier_of
from candidates.actions.register import Registration, default_controller, register_candidates
from candidates.exceptions import PaperFromNowhere
from candidates.models import Candidate, ImportBatch, ImportRow
from candidates.readers.candidate_draft import CandidateDraft, Problem
from candidates.readers.cv_text import Unreadable
from candidates.readers.draft_json import draft_to_json
from candidates.readers.incoming import Incoming, IncomingRead, read_incoming
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.roles import Origin
from privacy.models import Controller
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import RetentionProfile, Source, Stage, SubjectKind

REASON = "candidates.import"
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a row: where it stands and why, never what it holds."""

    file_number: int
    line: int
    field: str
    reason: Problem | Unreadable
    is_refused: bool


@dataclass(slots=True)
class ImportReport:
    """What became of all rows of a run, by number of the file and line."""

    batch: ImportBatch
    created: list[tuple[int, int, Candidate]] = field(default_factory=list)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    suppressed: list[Candidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def refused(self) -> dict[tuple[int, int], Finding]:
        """The rows that were left out, each with the first reason."""
        refused = [finding for finding in self.findings if finding.is_refused]
        return {(finding.file_number, finding.line): finding for finding in reversed(refused)}


def import_files(
    files: Iterable[Incoming],
    *,
    origin: Origin,
    by: User | None,
    retention_profile: RetentionProfile = RetentionProfile.POOL,
) -> ImportReport:
    """Import files of any mixture of kinds; they are read before the transaction that keeps them begins."""
    if origin.source is Source.PAPER_CV and not origin.source_detail:
        raise PaperFromNowhere
    read_files = [(number, file, read_incoming(file)) for number, file in enumerate(files, start=1)]
    with acting(by.pk if by else None, REASON):
        batch = ImportBatch.objects.create(
            source=origin.source,
            source_detail=origin.source_detail,
            collected_on=origin.collected_on,
            retention_profile=retention_profile,
            started_by=by,
        )
        run = _Run(ImportReport(batch), origin, by, Catalogue.load(SubjectKind.CANDIDATE), default_controller())
        for number, file, read in read_files:
            run.take_in(number, file, read)
        run.finish()
    return run.report


@dataclass(slots=True)
class _Run:
    """One run under way: what is the same for all its rows, and the report that grows."""

    report: ImportReport
    origin: Origin
    by: User | None
    catalogue: Catalogue
    controller: Controller

    def take_in(self, number: int, file: Incoming, read: IncomingRead) -> None:
        """Keep what one file held."""
        self.report.findings += _findings(number, read)
        for registration in self._registrations([draft for draft in read.drafts if draft.has_plain_name]):
            self._note(number, registration)
            if read.is_cv and registration.candidate:
                self._keep_cv(registration.candidate, file, read)
        for draft in read.drafts:
            if not draft.has_plain_name:
                self._wait(number, draft, file.content() if read.is_cv else None)

    def finish(self) -> None:
        """Write down what became of each row; a refused one leaves its reason and nothing else."""
        batch, refused = self.report.batch, self.report.refused()
        made = [
            ImportRow(batch=batch, file_number=number, line=line, state="created", data_subject_id=candidate.pk)
            for number, line, candidate in self.report.created
        ]
        left = [
            ImportRow(batch=batch, file_number=number, line=line, state="rejected", reason=finding.reason.value)
            for (number, line), finding in refused.items()
        ]
        ImportRow.objects.bulk_create([*made, *left])
        batch.created_count, batch.rejected_count = len(made), len(left)
        batch.waiting_count = len(self.report.waiting)
        batch.save()

    def _registrations(self, drafts: list[CandidateDraft]) -> Iterator[Registration]:
        """Register many rows at once; when the database refuses one of them, each by itself."""
        for start in range(0, len(drafts), ROWS_AT_ONCE):
            rows = drafts[start : start + ROWS_AT_ONCE]
            registrations = self._register(rows)
            if registrations is not None:
                yield from registrations
                continue
            for draft in rows:
                yield from self._register([draft]) or [Registration(draft, None, ("",))]

    def _register(self, drafts: list[CandidateDraft]) -> list[Registration] | None:
        try:
            with transaction.atomic():
                return register_candidates(
                    drafts,
                    source=self.origin.source,
                    source_detail=self.origin.source_detail,
                    collected_on=self.origin.collected_on,
                    by=self.by,
                    controller=self.controller,
                    retention_profile=RetentionProfile(self.report.batch.retention_profile),
                    catalogue=self.catalogue,
                )
        except (DataError, IntegrityError):
            return None

    def _note(self, number: int, registration: Registration) -> None:
        report, line = self.report, registration.draft.line
        if registration.candidate:
            report.created.append((number, line, registration.candidate))
        if registration.candidate and registration.is_suppressed:
            report.suppressed.append(registration.candidate)
        for where in registration.refused:
            report.findings.append(Finding(number, line, where, Problem.NOT_STORABLE, is_refused=True))
        for where in registration.left_out:
            report.findings.append(Finding(number, line, where, Problem.NOT_STORABLE, is_refused=False))

    def _keep_cv(self, candidate: Candidate, file: Incoming, read: IncomingRead) -> None:
        add_document(
            candidate,
            file.content(),
            source=self.origin.source,
            source_detail=self.origin.source_detail,
            collected_on=self.origin.collected_on,
            by=self.by,
            original_name=file.name,
            text=read.text,
        )

    def _wait(self, number: int, draft: CandidateDraft, content: bytes | None) -> None:
        """Put a row by until somebody says whose it is; the catalogue is asked about it all the same."""
        self.catalogue.require(dossier_of(draft, uuid7(), self.origin).categories(), stage=Stage.REGISTRATION)
        row = ImportRow(
            batch=self.report.batch,
            file_number=number,
            line=draft.line,
            state="waiting",
            reason=Problem.NO_NAME.value,
            draft=draft_to_json(draft),
            email=draft.email,
            phone=draft.phone,
        )
        if content is not None:
            row.keep_file(content)
        row.save()
        self.report.waiting.append((number, draft.line))


def _findings(number: int, read: IncomingRead) -> Iterator[Finding]:
    """What the reader of a file had to say."""
    for problem in read.problems:
        yield Finding(number, problem.line, problem.field, problem.reason, problem.is_refused)
    if read.unreadable:
        yield Finding(number, 1, "", read.unreadable, is_refused=not read.drafts)
