"""Deeds on an import as a whole: upload, choose, check, run, cancel; what takes long is handed to the worker."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from candidates.actions.register import default_controller
from candidates.exceptions import ImportNotReady, PaperFromNowhere, UnknownColumns
from candidates.models import ImportBatch, ImportedPerson, ImportFile, ImportMapping, ImportRow
from candidates.readers.candidate_draft import Problem
from candidates.readers.import_fields import MANY_COLUMNS, ImportField
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.tags import tidy
from cluster_crm.people.national_id import without_bsn
from privacy.actions.roles import Origin
from privacy.exceptions import NotInCatalogue
from privacy.models import Controller, ErasureRun, FileTombstone
from privacy.stores.forget import forget
from privacy.vocabulary import Category, RetentionProfile, Source, Stage, SubjectKind

State = ImportBatch.State

READ, CHECK, RUN, UNDO = "import.read", "import.check", "import.run", "import.undo"
UNSTARTED = frozenset({State.UPLOADED, State.READ, State.CHECKED, State.FAILED})
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was uploaded; how to read it is found where it is not said."""

    name: str
    content: Callable[[], bytes]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chooses for all rows of an import."""

    origin: Origin
    controller: Controller | None = None
    retention_profile: RetentionProfile = RetentionProfile.POOL
    owner: User | None = None
    tags: Sequence[str] = ()
    on_sure: ImportBatch.OnSure = ImportBatch.OnSure.LEAVE_OUT
    on_likely: ImportBatch.OnLikely = ImportBatch.OnLikely.WAIT
    on_suppressed: ImportBatch.OnSuppressed = ImportBatch.OnSuppressed.LEAVE_OUT

    def write_to(self, batch: ImportBatch) -> None:
        """Set the choices on a batch; the caller saves it. CVs on paper say where they were handed in (SRC-10)."""
        if self.origin.source is Source.PAPER_CV and not self.origin.source_detail:
            raise PaperFromNowhere
        batch.source, batch.source_detail = self.origin.source, self.origin.source_detail
        batch.collected_on, batch.retention_profile = self.origin.collected_on, self.retention_profile
        batch.controller, batch.owner = self.controller or default_controller(), self.owner
        batch.tags = list(dict.fromkeys(tidy(tag) for tag in self.tags))
        batch.on_sure, batch.on_likely, batch.on_suppressed = self.on_sure, self.on_likely, self.on_suppressed


def start_import(files: Sequence[Upload], *, choices: Choices, by: User | None) -> ImportBatch:
    """Keep the files and let the worker read them; a file that cannot be opened is reported like a row.

    Raises PaperFromNowhere, NoController and NotATag before anything is kept.
    """
    with acting(by.pk if by else None, READ):
        batch = ImportBatch(started_by=by)
        choices.write_to(batch)
        batch.save()
        for number, upload in enumerate(files, start=1):
            _keep(batch, number, upload)
        enqueue(READ, batch.pk, by=by)
    return batch


def _keep(batch: ImportBatch, number: int, upload: Upload) -> None:
    file = ImportFile(
        batch=batch,
        number=number,
        name=_plain_name(upload.name),
        encoding=upload.encoding,
        separator=upload.separator,
        sheet=upload.sheet,
    )
    try:
        file.content.save("", ContentFile(upload.content()), save=False)
    except OSError:
        file.name = ""
        ImportRow.objects.create(
            batch=batch,
            file_number=number,
            line=1,
            state=ImportRow.State.REFUSED,
            reason=Problem.NOT_OPENED,
            problems=[f":{Problem.NOT_OPENED.value}"],
        )
    file.save()


def _plain_name(name: str) -> str:
    """The name of a file without its folder, what no text holds, and a citizen service number (UAVG 46)."""
    text = PurePath(name).name.replace("\0", "").encode("utf-8", "replace").decode()
    return without_bsn(text)[-LONGEST_NAME:]


def change_choices(batch: ImportBatch, choices: Choices, *, by: User) -> ImportBatch:
    """Choose otherwise; what was checked with other choices is to be checked again before it runs."""
    with acting(by.pk, CHECK):
        batch = locked(batch, UNSTARTED)
        choices.write_to(batch)
        if batch.state == State.CHECKED:
            batch.state = State.READ
        batch.save()
    return batch


def choose_mapping(file: ImportFile, columns: Mapping[int, str], *, by: User) -> ImportFile:
    """Say which column of a table means what; remembered for the next table of this source with the same headings.

    Raises UnknownColumns for a field that an import does not have or that two columns claim, and for a column that
    law or policy keeps out.
    """
    single = [field for field in columns.values() if field not in MANY_COLUMNS]
    stays_out = {int(at) for at in file.left_out}
    if set(columns.values()) - set(ImportField.values) or len(set(single)) < len(single) or stays_out & set(columns):
        raise UnknownColumns
    with acting(by.pk, CHECK):
        batch = locked(file.batch, UNSTARTED - {State.UPLOADED})
        file.mapping = {str(column): field for column, field in sorted(columns.items())}
        file.is_mapping_saved = True
        file.save(update_fields=["mapping", "is_mapping_saved"])
        ImportMapping.objects.update_or_create(
            source=batch.source,
            source_detail=batch.source_detail,
            fingerprint=file.fingerprint,
            defaults={"columns": file.mapping},
        )
        batch.state = State.READ
        batch.save(update_fields=["state"])
    return file


def check_import(batch: ImportBatch, *, by: User | None) -> Job:
    """Let the worker try the import without writing anything: errors, terms, duplicates, suppression hits."""
    return _hand_over(batch, {State.READ, State.CHECKED, State.FAILED}, State.CHECKING, CHECK, by)


def run_import(batch: ImportBatch, *, by: User | None) -> Job:
    """Let the worker register and update the people of a checked import."""
    return _hand_over(batch, {State.CHECKED}, State.RUNNING, RUN, by)


def undo_import(batch: ImportBatch, *, by: User) -> Job:
    """Let the worker undo an import, as long as it is known whom it made and changed (`CRM_IMPORT_UNDO_DAYS`).

    It can be asked again when the erasure that an undo proposed was withdrawn. Raises ImportNotReady.
    """
    with acting(by.pk, UNDO):
        if not is_undoable(batch):
            raise ImportNotReady(batch.state)
        made = batch.people.filter(outcome=ImportedPerson.Outcome.CREATED).exclude(state=ImportedPerson.State.LEFT)
        made.update(state=ImportedPerson.State.STANDS)
        return _hand_over(batch, {State.DONE, State.FAILED, State.UNDONE}, State.UNDOING, UNDO, by)


def is_undoable(batch: ImportBatch) -> bool:
    """Return whether an undo may be asked for now: it is known whom the import made, and no erasure is under way."""
    is_over = batch.state in {State.DONE, State.FAILED, State.UNDONE} or _gave_up(batch, UNDO)
    is_proposed = batch.erasure is not None and batch.erasure.state != ErasureRun.State.CANCELLED
    return is_over and not is_proposed and batch.people.exclude(state=ImportedPerson.State.LEFT).exists()


def _gave_up(batch: ImportBatch, kind: str) -> bool:
    """Return whether a worker gave up on the last work of a kind."""
    last = Job.objects.filter(target_id=batch.pk, kind=kind).order_by("created_at", "pk").last()
    return last is not None and last.state == Job.State.FAILED


def cancel_import(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Give an import up before it ran: its rows and files go at once."""
    with acting(by.pk, READ):
        batch = locked(batch, UNSTARTED)
        forget(ImportRow.objects.filter(batch=batch))
        forget(ImportFile.objects.filter(batch=batch))
        batch.state = State.CANCELLED
        batch.save(update_fields=["state"])
    return batch


def latest_job(batch: ImportBatch) -> Job | None:
    """Return the last work on an import; one query."""
    return Job.objects.filter(target_id=batch.pk, kind__startswith="import.").order_by("created_at", "pk").last()


def refusal_of(batch: ImportBatch) -> Exception | None:
    """Return why an import failed as the refusal that it met, which says itself in words; None where it did not."""
    match batch.failure:
        case [NotInCatalogue.__name__, *categories]:
            missing = {Category(category) for category in categories}
            return NotInCatalogue(SubjectKind.CANDIDATE, missing, Stage.REGISTRATION)
        case _:
            return None


def fail(batch_id: UUID, refusal: NotInCatalogue) -> None:
    """Write down once why the whole import is refused; nothing of it is kept (GEN-09)."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        batch.state = State.FAILED
        batch.failure = [type(refusal).__name__, *sorted(category.value for category in refusal.missing)]
        batch.save(update_fields=["state", "failure"])


def bury(file: ImportFile) -> None:
    """Let go of an uploaded file whose rows are staged, and of its name; the sweeper removes what is buried."""
    if file.content:
        FileTombstone.objects.get_or_create(storage_key=str(file.content.name))
    file.content, file.name, file.sheet = "", "", ""
    file.save()


def locked(batch: ImportBatch, states: Collection[str]) -> ImportBatch:
    """Lock an import for a deed that is its turn in these states; raises ImportNotReady in any other."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state not in states:
        raise ImportNotReady(batch.state)
    return batch


def _hand_over(batch: ImportBatch, states: Collection[str], then: State, kind: str, by: User | None) -> Job:
    """Hand an import to the worker, or again when a worker gave up on this very work."""
    with acting(by.pk if by else None, kind):
        again = {then} if _gave_up(batch, kind) else set()
        batch = locked(batch, {*states, *again})
        batch.state, batch.failure = then, []
        batch.save(update_fields=["state", "failure"])
        return enqueue(kind, batch.pk, by=by)
