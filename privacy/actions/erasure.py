"""Deeds on erasures before the worker has them: propose with a preview, approve as a second person, withdraw."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import enqueue
from privacy import permissions
from privacy.actions.dependants import is_still_right, take_along
from privacy.actions.requests import Decision, State, decide, move, open_request
from privacy.exceptions import ApprovalLapsed, NotASecondPerson, NotProposed
from privacy.models import ErasureLine, ErasureRun, ErasureSubject, RightsRequest, SubjectRole
from privacy.plan import PlanItem, plan_for, scope_hash
from privacy.stores import rows
from privacy.stores.rows import CHUNK
from privacy.vocabulary import ErasureGround, RefusalCode, Right, SubjectKind

Subjects = Sequence[tuple[UUID, SubjectKind | str]]


def request_erasure(
    data_subject_id: UUID,
    kinds: Sequence[SubjectKind | str],
    *,
    ground: ErasureGround | str,
    by: AbstractBaseUser,
    channel: str = RightsRequest.Channel.IN_PERSON,
    received_on: date | None = None,
    answer_to: str = "",
) -> ErasureRun:
    """File a person's request for erasure and lay its plan before a second person (Article 17)."""
    with acting(by.pk, "erasure request"):
        request = open_request(
            data_subject_id,
            kinds,
            Right.ERASURE,
            by=by,
            channel=channel,
            received_on=received_on,
            ground=ground,
            answer_to=answer_to,
        )
        subjects = [(data_subject_id, kind) for kind in kinds]
        run = propose_erasure(subjects, ground=ground, by=by, request=request)
        move(request, State.PROPOSED, by=by)
    return run


def propose_erasure(
    subjects: Subjects,
    *,
    ground: ErasureGround | str,
    by: AbstractBaseUser | None,
    request: RightsRequest | None = None,
) -> ErasureRun:
    """Lay down what an erasure of these persons in these roles would reach, keep and leave; nothing is erased yet.

    Whom only they named goes along: a referee follows the candidate (requirements 4.3).
    """
    with acting(by.pk if by else None, "erasure proposed"):
        run = ErasureRun.objects.create(
            request=request, ground=ground, planned_on=timezone.localdate(), proposed_by_id=by.pk if by else None
        )
        for number, part in enumerate(_parts(sorted(subjects))):
            ErasureSubject.objects.bulk_create(
                ErasureSubject(run=run, data_subject_id=subject, subject_kind=kind, chunk=number)
                for subject, kind in part
            )
        take_along(run)
        mark_last_roles(run)
        plan = plan_of(run)
        ErasureLine.objects.bulk_create(_lines(run, plan))
        run.scope_hash = scope_of(run, plan)
        run.save(update_fields=["scope_hash"])
    return run


def approve_erasure(run: ErasureRun, *, by: AbstractBaseUser) -> ErasureRun:
    """Approve as a second person what the first has proposed, and hand it to the worker.

    Raises NotASecondPerson for the proposer or a role without the right, NotProposed when somebody was earlier, and
    ApprovalLapsed when the plan is no longer what the screen showed.
    """
    with acting(by.pk, "erasure approved"):
        run = ErasureRun.objects.select_for_update().get(pk=run.pk)
        if run.state != ErasureRun.State.PROPOSED:
            raise NotProposed(str(run))
        if by.pk == run.proposed_by_id or not permissions.allows_deed(by, "privacy.approve_erasure"):
            raise NotASecondPerson(str(run))
        if not is_plan_current(run):
            raise ApprovalLapsed(str(run))
        run.state, run.approved_by_id, run.approved_at = ErasureRun.State.APPROVED, by.pk, timezone.now()
        run.save(update_fields=["state", "approved_by", "approved_at"])
        if run.request:
            decide(run.request, Decision.GRANTED)
            move(run.request, State.APPROVED, by=by)
        enqueue("erasure.run", run.pk, by=by)
    return run


def renew_plan(run: ErasureRun, *, by: AbstractBaseUser) -> ErasureRun:
    """Lay down the plan again where what it reaches or keeps has changed; the one who renews proposes it."""
    with acting(by.pk, "erasure proposed"):
        run = ErasureRun.objects.select_for_update().get(pk=run.pk)
        if run.state not in {ErasureRun.State.PROPOSED, ErasureRun.State.LAPSED}:
            raise NotProposed(str(run))
        take_along(run)
        mark_last_roles(run)
        plan = plan_of(run)
        run.lines.all().delete()
        ErasureLine.objects.bulk_create(_lines(run, plan))
        run.scope_hash, run.planned_on = scope_of(run, plan), timezone.localdate()
        run.state, run.proposed_by_id = ErasureRun.State.PROPOSED, by.pk
        run.approved_by, run.approved_at = None, None
        run.save()
        if run.request:
            move(run.request, State.PROPOSED, by=by)
    return run


def withdraw_erasure(run: ErasureRun, *, by: AbstractBaseUser | None) -> ErasureRun:
    """Take a proposed erasure back, because the person withdrew or nothing is to be erased."""
    with acting(by.pk if by else None, "erasure withdrawn"):
        run = ErasureRun.objects.select_for_update().get(pk=run.pk)
        if run.state not in {ErasureRun.State.PROPOSED, ErasureRun.State.LAPSED}:
            raise NotProposed(str(run))
        run.state = ErasureRun.State.CANCELLED
        run.save(update_fields=["state"])
        if run.request:
            move(run.request, State.WITHDRAWN, by=by)
    return run


def is_plan_current(run: ErasureRun) -> bool:
    """Whether a run would still reach, keep and take along what its plan says; if not, an approval would be refused."""
    return is_still_right(run) and scope_of(run, plan_of(run)) == run.scope_hash


def plan_of(run: ErasureRun) -> tuple[PlanItem, ...]:
    """The stores that a run reaches."""
    return plan_for(run.subjects.order_by().values_list("subject_kind", flat=True).distinct())


def scope_of(run: ErasureRun, plan: Sequence[PlanItem]) -> str:
    """The hash of what a run reaches and keeps today; another erasure of the same person meanwhile changes it."""
    roles = SubjectRole.objects.filter(data_subject=OuterRef("data_subject"), subject_kind=OuterRef("subject_kind"))
    roles = roles.newest_first()
    chosen = run.subjects.annotate(last_erased_at=Subquery(roles.values("erased_at")[:1]))
    subjects = [
        (str(subject), kind, str(erased_at or ""))
        for subject, kind, erased_at in chosen.values_list("data_subject_id", "subject_kind", "last_erased_at")
    ]
    return scope_hash(plan, subjects, _kept(run, plan))


def mark_last_roles(run: ErasureRun) -> None:
    """Note for which persons no role remains after this run: rows about the whole person then go too."""
    rows.mark_last_roles(run.pk)


def _kept(run: ErasureRun, plan: Sequence[PlanItem]) -> Iterator[tuple[str, str, str]]:
    """The rows that a duty keeps, as the second person approves them.

    Holds are not among them: the worker asks for those again for each part (ACC-03). Nor are proofs that only grow,
    such as the read log: somebody who looks at the person meanwhile changes nothing of what is erased.
    """
    for item in plan:
        keep = item.personal.record.keep
        if item.rule != ErasureLine.Rule.KEEP_SOME or keep is None or keep.code == RefusalCode.LEGAL_CLAIM:
            continue
        if not getattr(item.personal.model, "is_append_only", False):
            kept = item.kept(run.planned_on, run.subjects.all()).values_list("pk", "keep_until")
            yield from ((item.personal.label, str(pk), str(until)) for pk, until in kept)


def _parts(subjects: Subjects) -> Iterator[list[tuple[UUID, SubjectKind | str]]]:
    remaining = iter(subjects)
    while part := list(islice(remaining, CHUNK)):
        yield part


def _lines(run: ErasureRun, plan: Sequence[PlanItem]) -> Iterator[ErasureLine]:
    live = rows.count(run.pk, plan, lambda personal: personal.table)
    history = rows.count(run.pk, plan, lambda personal: personal.history_table)
    files = rows.count_files(run.pk, plan)
    for position, item in enumerate(plan):
        keep = item.personal.record.keep
        kept = _last_days(item, run) if item.rule == ErasureLine.Rule.KEEP_SOME else []
        label = item.personal.label
        stays = live.get(label, 0) if item.rule == ErasureLine.Rule.KEEP else len(kept)
        yield ErasureLine(
            run=run,
            position=position,
            model_label=label,
            rule=item.rule,
            planned_rows=live.get(label, 0) - stays,
            planned_history=0 if item.rule == ErasureLine.Rule.KEEP else history.get(label, 0),
            planned_files=files.get(label, 0),
            kept_rows=stays,
            keep_code=keep.code if keep and stays else "",
            keep_source=keep.source if keep and stays else "",
            keep_until=max(kept, default=None),
        )


def _last_days(item: PlanItem, run: ErasureRun) -> list[date]:
    return list(item.kept(run.planned_on, run.subjects.all()).values_list("keep_until", flat=True))
