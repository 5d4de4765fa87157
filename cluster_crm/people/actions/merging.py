"""The deed of merging two records of one person: asked for by staff, carried out by the worker, undone within a day."""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.findings import review_rows
from cluster_crm.people.actions.merge_choice import take_over
from cluster_crm.people.special_data.guarded import guarded_models
from privacy import permissions
from privacy.actions.merged_state import (
    keep_former_addresses,
    spread_suppression,
    unite_consents,
    unite_roles,
)
from privacy.actions.preferences import unite_preferences
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import unite_clocks
from privacy.actions.subjects import live_kinds
from privacy.actions.suppression import addresses_of
from privacy.exceptions import (
    CannotBeUndone,
    MergeRefused,
    NotForYourRole,
    PersonErased,
    PrivacyRefusal,
    ProcessingRestricted,
)
from privacy.labels import category_of
from privacy.models import DataSubject, ErasureRun, ErasureSubject, PersonMerge, RightsRequest, RightsRequestItem
from privacy.models.catalogue_view import Catalogue
from privacy.registry import naming_models, person_model
from privacy.stores import clashes, rekey
from privacy.stores.eraser import as_eraser
from privacy.vocabulary import Right, SubjectKind

logger = logging.getLogger(__name__)

MERGE: Final = "people.merge"
OPEN_RUNS: Final = (
    ErasureRun.State.PROPOSED,
    ErasureRun.State.APPROVED,
    ErasureRun.State.LAPSED,
    ErasureRun.State.EXECUTING,
)


def request_merge(
    survivor: UUID,
    absorbed: UUID,
    kind: SubjectKind,
    *,
    taken: Collection[str] = (),
    reason: PersonMerge.Reason | str,
    by: User,
) -> PersonMerge:
    """Ask the worker to make one record of two; asked twice it is done once.

    `taken` names the fields (`app.model.field`) whose value comes from the absorbed record. Raises MergeRefused,
    ProcessingRestricted, PersonErased or NotForYourRole; what changes until the worker comes is looked at again.
    """
    if not permissions.allows_deed(by, MERGE):
        raise NotForYourRole(MERGE)
    with acting(by.pk, MERGE):
        lock(survivor, absorbed)
        asked = PersonMerge.objects.filter(absorbed=absorbed, state__in=["waiting", *PersonMerge.STANDING]).first()
        if asked is not None and asked.data_subject_id == survivor:
            if asked.state == PersonMerge.State.WAITING:
                set_to_work(MERGE, asked, by=by)
            return asked
        refuse(survivor, absorbed, kind, by=by)
        _refuse_hidden(taken, kind, by)
        if PersonMerge.objects.filter(
            Q(absorbed__in=[survivor, absorbed]) | Q(data_subject__in=[survivor, absorbed]), state="waiting"
        ).exists():
            raise MergeRefused("waits")
        merge = PersonMerge.objects.create(
            data_subject_id=survivor,
            absorbed_id=absorbed,
            subject_kind=kind,
            taken=sorted(taken),
            reason=reason,
            asked_by=by,
        )
        set_to_work(MERGE, merge, by=by)
    return merge


def set_to_work(kind: str, merge: PersonMerge, *, by: User) -> None:
    """Give the worker a job on a merge, unless one is on its way; one that failed is tried anew."""
    jobs = Job.objects.filter(kind=kind, target_id=merge.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    if not jobs.exists():
        enqueue(kind, merge.pk, by=by)


def code_of(refusal: PrivacyRefusal) -> str:
    """Return why a merge or its undo was refused, as a code without any number of a person."""
    return str(refusal) if isinstance(refusal, MergeRefused | CannotBeUndone) else type(refusal).__name__


def refuse(survivor: UUID, absorbed: UUID, kind: SubjectKind | str, *, by: User) -> None:
    """Raise the reason why two records may not become one, if there is one; the role of who asked may have changed."""
    if not permissions.allows_deed(by, MERGE):
        raise NotForYourRole(MERGE)
    if survivor == absorbed:
        raise MergeRefused("same")
    kinds = {person: live_kinds(person) for person in (survivor, absorbed)}
    for person, held in kinds.items():
        if kind not in held:
            raise PersonErased(str(person))
        if SubjectKind.STAFF in held or by.data_subject_id == person or _has_account(person):
            raise MergeRefused("staff")
        _refuse_restricted(person, held)
    if is_being_erased(survivor, absorbed):
        raise MergeRefused("erasure")
    if _one_named_the_other(survivor, absorbed):
        raise MergeRefused("names_himself")


def _refuse_restricted(person: UUID, kinds: Collection[str]) -> None:
    """Raise ProcessingRestricted where a role of the person is restricted; the attempt is logged (ACC-15)."""
    try:
        for kind in sorted(kinds):
            refuse_restricted(person, kind)
    except ProcessingRestricted:
        logger.warning("A merge of a restricted person was refused.", extra={"subject_id": str(person)})
        raise


def _has_account(person: UUID) -> bool:
    return User.objects.filter(data_subject_id=person).exists()


def _refuse_hidden(taken: Collection[str], kind: SubjectKind | str, by: User) -> None:
    """Nobody chooses between values that he may not see (SEC-01)."""
    role = permissions.role_of(by)
    seen = Catalogue.load(SubjectKind(kind)).visible_to(role) if role else frozenset()
    for label in taken:
        if not label.endswith(".owner") and category_of(label) not in seen:
            raise NotForYourRole(label)


def is_being_erased(*persons: UUID) -> bool:
    """Whether an erasure of one of them is asked for, planned or under way: whom it reaches must not change."""
    runs = ErasureSubject.objects.filter(data_subject__in=persons, run__state__in=OPEN_RUNS)
    asked = RightsRequestItem.objects.filter(data_subject__in=persons, right=Right.ERASURE).exclude(
        request__state__in=RightsRequest.ENDED
    )
    return runs.exists() or asked.exists()


def _one_named_the_other(survivor: UUID, absorbed: UUID) -> bool:
    """Whether one of them is held because the other named him: nobody is his own referee."""
    both = [survivor, absorbed]
    return any(
        personal.model._base_manager.filter(
            **{f"{personal.record.names}__in": both, f"{personal.record.subject}__in": both}
        ).exists()
        for personal in naming_models()
    )


def run_merge(claim: Claim) -> None:
    """Carry out the merge that a job names; a refusal that came between is written on it (ACC-06)."""
    claim.expect(1)
    with claim.step("merge") as is_due:
        merge = PersonMerge.objects.select_for_update().get(pk=claim.target_id)
        if is_due and merge.state == PersonMerge.State.WAITING:
            try:
                with transaction.atomic():
                    merge_records(merge, at=timezone.now())
            except PrivacyRefusal as refusal:
                merge.state = PersonMerge.State.REFUSED
                merge.code = code_of(refusal)
                merge.save(update_fields=["state", "code"])


def merge_records(merge: PersonMerge, *, at: datetime) -> PersonMerge:
    """Make one record of two, in the caller's transaction.

    First what the two say differently is settled, as changes that the history records; then every row of the absorbed
    number, live and past, is pointed at the survivor, which is no change of what is known about anybody.
    """
    survivor, absorbed = merge.data_subject_id, merge.absorbed_id
    lock(survivor, absorbed)
    refuse(survivor, absorbed, merge.subject_kind, by=merge.asked_by)
    with acting(merge.asked_by_id, str(merge)):
        merge.kinds = sorted(live_kinds(absorbed))
        both = sorted({*merge.kinds} & live_kinds(survivor))
        addresses = addresses_of([survivor, absorbed])
        unite_consents(merge, both)
        unite_preferences(survivor, absorbed)
        for kind in both:
            unite_clocks(survivor, absorbed, kind)
            _unite_persons(merge, kind)
        unite_roles(merge, both)
        merge.left = clashes.settle(survivor, absorbed, on=timezone.localdate(at))
        keep_former_addresses(merge, addresses)
        spread_suppression(merge, addresses)
        rekey.note_moves(merge)
        rekey.note_versions(merge, str(merge))
        with as_eraser():
            rekey.move(merge)
        merge.state, merge.merged_at = PersonMerge.State.DONE, at
        merge.save(update_fields=["kinds", "left", "state", "merged_at"])
    return merge


def lock(*persons: UUID) -> None:
    """Lock both numbers, always in the same order: whoever writes about one of them waits."""
    list(DataSubject.objects.select_for_update().filter(pk__in=persons).order_by("pk").values_list("pk"))


def _unite_persons(merge: PersonMerge, kind: str) -> None:
    """Make one row of the two that say who the person is; the absorbed one goes, its children follow later."""
    model: Any = person_model(kind)
    rows = model._base_manager.select_for_update().in_bulk([merge.data_subject_id, merge.absorbed_id])
    person, other = rows[merge.data_subject_id], rows[merge.absorbed_id]
    take_over(person, other, merge.taken if kind == merge.subject_kind else ())
    person.save()
    rekey.remove_row(other)
    review_person(kind, [person.pk, other.pk])


def review_person(kind: str, persons: Collection[UUID]) -> None:
    """Bring the findings in the texts of two records up to date: a text that moved is looked at where it stands now."""
    model = person_model(kind)
    if model and (personal := guarded_models().get(model)):
        review_rows(personal, list(persons))
