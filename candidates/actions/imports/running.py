"""The import itself (`import.run`): ready rows become people, 500 in a step; a row that is refused stops no other."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from candidates.actions.draft_rows import dossier_of
from candidates.actions.imports.assessing import Assessed, Rules, assess
from candidates.actions.imports.batches import fail
from candidates.actions.imports.documents import bury_files, keep_documents
from candidates.actions.imports.outcomes import empty_rows, write_outcomes
from candidates.actions.imports.tagging import put_tags
from candidates.actions.imports.totals import count_rows, parts_of
from candidates.actions.imports.updating import Change, update_people
from candidates.actions.register import Registration, register_dossiers
from candidates.exceptions import DraftRefused, RowNotNow
from candidates.models import Candidate, ImportBatch, ImportedPerson, ImportRow
from candidates.models.import_rows import RowReason
from candidates.readers.candidate_draft import Problem
from candidates.readers.draft_json import draft_from_json
from cluster_crm.accounts.models import User
from cluster_crm.jobs.claims import Claim
from privacy.actions.suppression import suppressed_digests
from privacy.exceptions import NotInCatalogue, PersonErased
from privacy.stores.written import copy_in
from privacy.vocabulary import Stage

State, Plan = ImportRow.State, ImportRow.Plan


def run_run(claim: Claim) -> None:
    """Run a checked import; what has changed since the check is seen again before each part."""
    batch = ImportBatch.objects.select_related("controller", "owner").get(pk=claim.target_id)
    by = User.objects.filter(pk=claim.user_id).first() if claim.user_id else None
    parts = parts_of(batch)
    claim.expect(len(parts) + 1)
    try:
        for part in parts:
            with claim.step(f"part {part}") as is_due:
                if is_due:
                    run_rows(rows_of(batch, part, State.READY), Rules.of(batch), by)
                    _let_go(rows_of(batch, part, State.SKIPPED))
    except NotInCatalogue as refusal:
        fail(batch.pk, refusal)
        return
    with claim.step("end") as is_due:
        if is_due:
            count_rows(batch)
            batch.state = ImportBatch.State.DONE
            batch.save(update_fields=["state"])


def rows_of(batch: ImportBatch, part: int, state: ImportRow.State) -> list[ImportRow]:
    """The rows of a part in a state, locked."""
    rows = ImportRow.objects.select_for_update(of=("self",)).filter(batch=batch, part=part, state=state)
    return list(rows.order_by("file_number", "line").defer("cells"))


def _let_go(rows: Sequence[ImportRow]) -> None:
    """Keep of rows that are left out only that they were, and count the hits on the suppression list (MKT-07)."""
    suppressed_digests(
        (identifier, value) for row in rows if row.reason == RowReason.SUPPRESSED for identifier, value in row.addresses
    )
    bury_files(rows)
    empty_rows(rows)


def run_rows(rows: Sequence[ImportRow], rules: Rules, by: User | None) -> None:
    """Do what the rows say, and keep of each only what became of it and whom."""
    assessed = [one for one in assess(rows, rules, is_run=True) if one.row.state == State.READY] if rows else []
    _create([one for one in assessed if one.row.plan == Plan.CREATE], rules, by)
    updated = [one for one in assessed if one.row.plan == Plan.UPDATE]
    _count_hits(updated)
    _settle(rows, rules, update_people(updated, rules))


def _count_hits(assessed: Sequence[Assessed]) -> None:
    """Count that rows which change people brought addresses of the suppression list along (MKT-07)."""
    listed = [one.read for one in assessed if one.row.is_suppressed]
    if listed:
        suppressed_digests(address for dossier in listed for address in dossier.addresses())


def create_by_hand(row: ImportRow, rules: Rules, by: User) -> Candidate:
    """Register the person of one row because somebody decided so; raises DraftRefused or RowNotNow."""
    assessed = assess([row], rules)
    if row.reason == RowReason.NOT_NOW:
        raise RowNotNow
    if row.state != State.REFUSED:
        row.state, row.plan, row.reason, row.data_subject_id = State.READY, Plan.CREATE, "", None
        _create(assessed, rules, by)
    if row.state != State.CREATED:
        raise DraftRefused(problem.partition(":")[0] for problem in row.problems)
    _settle([row], rules, {})
    count_rows(rules.batch)
    return Candidate.objects.get(pk=row.data_subject_id)


def update_by_hand(row: ImportRow, person: UUID, rules: Rules) -> None:
    """Write what somebody chose from one row over what is held of a person; raises DraftRefused or PersonErased."""
    dossier = dossier_of(draft_from_json(row.draft), person, rules.origin)
    nameless = set() if dossier.draft.has_plain_name else {"family_name"}
    if refused := [*sorted(set(dossier.refused) - nameless), *dossier.left_out]:
        raise DraftRefused(refused)
    rules.catalogue.require(dossier.categories(), stage=Stage.REGISTRATION)
    rules.batch.on_sure = ImportBatch.OnSure.OVERWRITE  # for this row; the batch is not saved with it
    row.data_subject_id = person
    changes = update_people([Assessed(row, dossier)], rules)
    _count_hits([Assessed(row, dossier)])
    if row.state != State.UPDATED:
        raise PersonErased(str(person))
    _settle([row], rules, changes)
    count_rows(rules.batch)


def _settle(rows: Sequence[ImportRow], rules: Rules, changes: Mapping[UUID, Change]) -> None:
    """Write what became of the rows, empty those that are done, and note whom they made or changed."""
    write_outcomes(rows)
    done = [row for row in rows if row.state in {State.CREATED, State.UPDATED}]
    empty_rows(done)
    nothing = Change()
    people = [
        ImportedPerson(
            batch=rules.batch,
            data_subject_id=row.data_subject_id,
            file_number=row.file_number,
            line=row.line,
            part=row.part,
            outcome=row.state,
            changed_fields=changes.get(row.pk, nothing).fields,
            added_rows=changes.get(row.pk, nothing).added,
        )
        for row in done
        if row.data_subject_id
    ]
    copy_in(people)


def _create(assessed: Sequence[Assessed], rules: Rules, by: User | None) -> None:
    """Register many at once; where the database refuses one of them, each by itself."""
    if not assessed:
        return
    try:
        with transaction.atomic():
            registrations = _register(assessed, rules, by)
            _note(assessed, registrations)
            keep_documents(assessed, rules)
            put_tags([one for one in assessed if one.row.state == State.CREATED], rules)
    except (DataError, IntegrityError):
        if len(assessed) == 1:
            row = assessed[0].row
            row.state, row.plan, row.reason = State.REFUSED, "", Problem.NOT_STORABLE.value
            row.data_subject_id = None
            return
        for one in assessed:
            _create([one], rules, by)


def _register(assessed: Sequence[Assessed], rules: Rules, by: User | None) -> list[Registration]:
    return register_dossiers(
        [one.read for one in assessed],
        origin=rules.origin,
        by=by,
        controller=rules.batch.controller,
        retention_profile=rules.profile,
        catalogue=rules.catalogue,
        owner=rules.batch.owner,
    )


def _note(assessed: Sequence[Assessed], registrations: Sequence[Registration]) -> None:
    for one, registration in zip(assessed, registrations, strict=True):
        row = one.row
        row.is_suppressed = registration.is_suppressed
        if registration.candidate:
            row.state, row.data_subject_id = State.CREATED, registration.candidate.pk
        else:
            row.state, row.plan, row.reason = State.REFUSED, "", Problem.NOT_STORABLE.value
            row.problems = [*row.problems, *(f"{where}:{row.reason}" for where in registration.refused)]
