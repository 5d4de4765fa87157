"""CVs that somebody drops on a page: each is read at once, and waits until a person has looked at what was read.

A CV that holds a citizen service number is not kept: its text waits with the number made unreadable, and a copy without
it is asked for (CAND-DATA-31, Article 46 UAVG). A file that cannot be read waits until somebody keeps or refuses it.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import PurePath
from typing import Final

from candidates.actions.draft_rows import dossier_of
from candidates.actions.imports.assessing import Rules
from candidates.actions.imports.batches import LONGEST_NAME, Choices, Upload
from candidates.actions.imports.documents import bury_files
from candidates.actions.imports.rows import waiting
from candidates.actions.imports.running import create_by_hand, update_by_hand
from candidates.actions.imports.sources import Staged
from candidates.actions.imports.staging import fill_row
from candidates.actions.imports.totals import count_rows
from candidates.actions.known_people import register_known_person
from candidates.actions.paper import Paper, keep_paper
from candidates.models import Candidate, Document, ImportBatch, ImportRow
from candidates.models.import_rows import RowReason
from candidates.readers.candidate_draft import CandidateDraft, Problem
from candidates.readers.cv.parser import read_cv_text
from candidates.readers.cv_text import Unreadable
from candidates.readers.draft_json import draft_to_json
from candidates.readers.incoming import Incoming, IncomingRead, read_incoming
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.findings import review
from cluster_crm.people.national_id import without_bsn
from privacy.actions.restriction import refuse_restricted
from privacy.actions.subjects import lock_live_role
from privacy.models import DataSubject
from privacy.vocabulary import SubjectKind

HOLDS_BSN: Final = f":{Problem.HOLDS_BSN.value}"
DROPPED = "candidates.cv.drop"
CONFIRMED = "candidates.cv.confirm"


def drop_cvs(
    files: Sequence[Upload], *, choices: Choices, by: User, person: Candidate | None = None
) -> list[ImportRow]:
    """Read the files, each in the limited child process, and let each wait for a week at most; of `person` if given.

    Nothing is kept where it raises PaperFromNowhere or NoController, and of a person PersonErased or
    ProcessingRestricted.
    """
    read = [_read(upload) for upload in files]
    with acting(by.pk, DROPPED):
        if person:
            lock_live_role(person.pk, SubjectKind.CANDIDATE)
            refuse_restricted(person.pk, SubjectKind.CANDIDATE)
        batch = ImportBatch(started_by=by, state=ImportBatch.State.DONE)
        choices.write_to(batch)
        batch.save()
        rows = [_row(batch, number, *one) for number, one in enumerate(read, start=1)]
        for row in rows:
            row.data_subject_id = person.pk if person else None
            row.save()
        count_rows(batch)
    return rows


def confirm_cv(row: ImportRow, draft: CandidateDraft, *, by: User, paper: Paper | None = None) -> Candidate:
    """Register the person of a CV as somebody has confirmed him; the row then holds nothing of him.

    Raises RowNotWaiting, RowNotNow, DraftRefused and NotInCatalogue; then the CV waits as before.
    """
    with acting(by.pk, CONFIRMED):
        row = waiting(row)
        row.draft = draft_to_json(draft)
        candidate = create_by_hand(row, Rules.of(row.batch), by)
        if paper:
            keep_paper(candidate, paper, handed_in_on=row.batch.collected_on)
        review(Document.objects.filter(candidate=candidate))
    return candidate


def confirm_known_cv(
    row: ImportRow, draft: CandidateDraft, person: DataSubject, *, by: User, paper: Paper | None = None
) -> Candidate:
    """Register somebody whom we hold in another role as a candidate too, as he was confirmed from a CV (GEN-01).

    Raises what `confirm_cv` does, and AlreadyHeld and ProcessingRestricted.
    """
    with acting(by.pk, CONFIRMED):
        row = waiting(row)
        rules = Rules.of(row.batch)
        candidate = register_known_person(
            dossier_of(draft, person.pk, rules.origin).candidate,
            person,
            origin=rules.origin,
            by=by,
            controller=row.batch.controller,
            retention_profile=rules.profile,
            paper=paper,
        )
        row.draft = draft_to_json(draft)
        update_by_hand(row, person.pk, rules)
        review(Document.objects.filter(candidate=candidate))
    return candidate


def add_cv(row: ImportRow, person: Candidate, draft: CandidateDraft, *, by: User, keeps_file: bool = True) -> Candidate:
    """Write what somebody chose from a CV over what is held of a person, and keep the file with him if so chosen.

    Raises RowNotWaiting, DraftRefused, NotInCatalogue, PersonErased and ProcessingRestricted; then nothing changes.
    """
    with acting(by.pk, CONFIRMED):
        row = waiting(row)
        lock_live_role(person.pk, SubjectKind.CANDIDATE)
        refuse_restricted(person.pk, SubjectKind.CANDIDATE)
        if not keeps_file:
            bury_files([row])
            row.file = ""
        row.draft = draft_to_json(draft)
        update_by_hand(row, person.pk, Rules.of(row.batch))
        review(Document.objects.filter(candidate=person))
    return person


def _read(upload: Upload) -> tuple[str, bytes, IncomingRead]:
    content = upload.content()
    return upload.name, content, read_incoming(Incoming(upload.name, lambda: content))


def _row(batch: ImportBatch, number: int, name: str, content: bytes, read: IncomingRead) -> ImportRow:
    """The row of one file, not saved; its file is kept, unless a citizen service number stands in it."""
    row = ImportRow(batch=batch, file_number=number, line=1)
    staged = _staged(read)
    fill_row(row, staged)
    row.state, row.plan, row.reason = ImportRow.State.WAITING, "", staged.refusal or RowReason.TO_CONFIRM
    if staged.text:
        row.text, row.content_type = staged.text.text, staged.text.mime_type
        row.evidence = [asdict(piece) for piece in staged.evidence]
    if HOLDS_BSN not in row.problems:
        row.keep_file(content)
        row.file_name = without_bsn(PurePath(name).name[-LONGEST_NAME:])
    return row


def _staged(read: IncomingRead) -> Staged:
    """What was read of a CV, without a citizen service number; what is no CV is of the wrong type here."""
    if not read.text or not read.reading:
        reason = (read.unreadable or Unreadable.WRONG_TYPE).value
        return Staged(1, problems=(f":{reason}",), refusal=reason)
    text, reading = without_bsn(read.text.text), read.reading
    has_bsn = text != read.text.text
    if has_bsn:
        reading = read_cv_text(text, read.text.looks)
    problems = (HOLDS_BSN,) if has_bsn else ()
    return Staged(1, reading.draft, problems, text=replace(read.text, text=text), evidence=reading.evidence)
