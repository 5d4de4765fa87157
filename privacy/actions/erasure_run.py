"""The erasure itself, carried out by a worker in parts; each part commits whole or not at all (ERASE-01 to 09)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from privacy.actions.answers import queue_answers, withhold_answers
from privacy.actions.erasure import is_plan_current, mark_last_roles, plan_of
from privacy.actions.objections import keep_objections
from privacy.actions.releases import let_go
from privacy.actions.requests import Decision, State, decide, move
from privacy.actions.suppression import Digest, suppress_digests
from privacy.exceptions import ErasureIncomplete
from privacy.keyed_hash import hash_identifier
from privacy.models import DataSubject, ErasureLine, ErasureRun, ErasureSubject, LegalHold, SuppressionEntry
from privacy.plan import PlanItem
from privacy.stores import ledger, named, rows
from privacy.stores.eraser import as_eraser
from privacy.stores.rows import Part
from privacy.vocabulary import Identifier, RefusalCode


def run_erasure(claim: Claim) -> None:
    """Carry out the approved erasure that a job names; steps already committed are skipped (ACC-06)."""
    run = ErasureRun.objects.select_related("request").get(pk=claim.target_id)
    chunks = list(run.subjects.order_by("chunk").values_list("chunk", flat=True).distinct())
    claim.expect(len(chunks) + 2)
    with claim.step("begin") as is_due:
        if is_due:
            _begin(run)
    run.refresh_from_db()
    if run.state == ErasureRun.State.LAPSED:
        return
    for chunk in chunks:
        with claim.step(f"part {chunk}") as is_due:
            if is_due:
                erase_part(run, chunk)
    with claim.step("end") as is_due:
        if is_due:
            _end(run)


def _begin(run: ErasureRun) -> None:
    """Check that the plan is still the one that was approved; a hold is looked for again in each part."""
    if run.state != ErasureRun.State.APPROVED:
        raise ErasureIncomplete(str(run))
    lapsed = not is_plan_current(run)
    run.state = ErasureRun.State.LAPSED if lapsed else ErasureRun.State.EXECUTING
    run.save(update_fields=["state"])
    if run.request:
        move(run.request, State.IN_ASSESSMENT if lapsed else State.EXECUTING, by=None, code="lapsed" if lapsed else "")


def erase_part(run: ErasureRun, chunk: int) -> None:
    """Erase at most 500 persons: rows, history, log texts, tombstones of files, ledger, in the caller's transaction.

    Raises ErasureIncomplete, which rolls all of it back, when anything of them is still there at the end.
    """
    part = Part(run.pk, chunk, timezone.localdate())
    _lock(part)
    if any([_refuse_held(part), let_go(run, part), named.let_stay(part)]):
        mark_last_roles(run)
    plan = plan_of(run)
    queue_answers(part, run)
    with as_eraser():
        rows.prepare(part)
        rows.collect_identifiers(part, plan)
        digests = _digests(part)
        _erase_rows(part, plan)
        _verify(part, run, plan)
        ledger.write(part, run.ground, digests, drop_on=part.on + timedelta(days=2 * settings.CRM_BACKUP_ROTATION_DAYS))
        ledger.close(part)
    keep_objections(digests)
    if run.request:
        _suppress(digest for digest in digests if digest[0] == run.request.data_subject_id)


def _lock(part: Part) -> None:
    persons = ErasureSubject.objects.filter(run_id=part.run_id, chunk=part.chunk).values("data_subject")
    list(DataSubject.objects.select_for_update().filter(pk__in=persons).order_by("pk").values_list("pk"))


def _refuse_held(part: Part) -> int:
    """A legal hold placed until this moment stops the erasure of its person (Article 17(3)(e), ACC-03)."""
    held = LegalHold.objects.open().filter(data_subject=OuterRef("data_subject"), subject_kind=OuterRef("subject_kind"))
    pending = ErasureSubject.objects.filter(run_id=part.run_id, chunk=part.chunk, state=ErasureSubject.State.PENDING)
    return pending.filter(Exists(held)).update(state=ErasureSubject.State.REFUSED, code=RefusalCode.LEGAL_CLAIM)


def _erase_rows(part: Part, plan: Sequence[PlanItem]) -> None:
    """Live rows first and history after them: that order also holds where no separate role exists."""
    rows.bury_files(part, plan)
    rows.record_kept(part, plan)
    rows.delete_unowned(part)
    for item in plan:
        if item.rule == ErasureLine.Rule.KEEP:
            rows.clear_fields(part, item)
        else:
            rows.delete_live(part, item)
    for item in plan:
        if item.rule != ErasureLine.Rule.KEEP:
            rows.delete_history(part, item)
    rows.redact_log(part)


def _verify(part: Part, run: ErasureRun, plan: Sequence[PlanItem]) -> None:
    if left := rows.remaining(part, plan):
        raise ErasureIncomplete(f"{run}: {sorted(left)}")
    own, others = rows.identifier_hits(part)
    if own:
        raise ErasureIncomplete(f"{run}: {own}")
    rows.note_findings(part, others)


def _digests(part: Part) -> set[Digest]:
    """Person, role, kind and keyed hash of each identifier: what a restored backup is searched with (ERASE-05)."""
    return {
        (person, kind, identifier, hash_identifier(Identifier(identifier), value))
        for person, kind, identifier, value in rows.identifiers(part)
    }


def _suppress(digests: Iterable[Digest]) -> None:
    """Whoever asked to be erased is not approached again when his address comes back (MKT-07, AMB-09)."""
    suppress_digests(
        {(identifier, digest) for _person, _kind, identifier, digest in digests if identifier != Identifier.NAME},
        reason=SuppressionEntry.Reason.ERASED,
    )


def _end(run: ErasureRun) -> None:
    """Close the account of the run and hand it to the verification."""
    erased = run.subjects.filter(state=ErasureSubject.State.ERASED)
    if not erased.exists():
        run.state = ErasureRun.State.REFUSED
        withhold_answers(run)
    else:
        _refuse_empty_lines(run)
        run.state, run.executed_at = ErasureRun.State.EXECUTED, Now()
    run.save(update_fields=["state", "executed_at"])
    run.refresh_from_db()
    if run.request:
        _answer_request(run)
    enqueue("files.sweep", run.pk)
    if run.state == ErasureRun.State.EXECUTED:
        enqueue("erasure.verify", run.pk)


def _refuse_empty_lines(run: ErasureRun) -> None:
    """Zero rows where rows were planned is a failure, not a success (unless persons were taken out of the run)."""
    if run.subjects.exclude(state=ErasureSubject.State.ERASED).exists():
        return
    if missed := list(run.lines.filter(planned_rows__gt=0, erased_rows=0).values_list("model_label", flat=True)):
        raise ErasureIncomplete(f"{run}: {missed}")


def _answer_request(run: ErasureRun) -> None:
    assert run.request is not None  # noqa: S101 - asked by the caller
    if run.state == ErasureRun.State.REFUSED:
        decide(run.request, Decision.REFUSED, code=RefusalCode.LEGAL_CLAIM)
        move(run.request, State.PARTLY_REFUSED, by=None, code=RefusalCode.LEGAL_CLAIM)
        return
    if run.kept.filter(data_subject=run.request.data_subject_id).exists():
        decide(run.request, Decision.PARTLY, code=RefusalCode.LEGAL_DUTY)
    move(run.request, State.NOTIFYING, by=None)
