"""The undo of a merge within 24 hours, and the end of what it needed (Article 5(1)(c))."""

from datetime import datetime
from typing import Final

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.jobs.claims import Claim
from cluster_crm.people.actions.merging import MERGE, code_of, is_being_erased, lock, review_person, set_to_work
from privacy import permissions
from privacy.actions.list_exports import withdraw_lists_with
from privacy.actions.merged_state import consented_models
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import decide_anew
from privacy.actions.unmerged_state import count_for_both, wishes_since
from privacy.exceptions import CannotBeUndone, NotForYourRole, PrivacyRefusal
from privacy.models import LegalHold, MergeStep, PersonMerge, SubjectRole, SuppressionEntry
from privacy.stores import rekey
from privacy.stores.eraser import as_eraser
from privacy.stores.forget import forget_past

UNMERGE: Final = "people.unmerge"
BATCH: Final = 100


def request_undo(merge: PersonMerge, *, by: User) -> PersonMerge:
    """Ask the worker to make two records again; raises CannotBeUndone with the reason as its code."""
    if not permissions.allows_deed(by, MERGE):
        raise NotForYourRole(MERGE)
    with acting(by.pk, UNMERGE):
        merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
        if merge.state != PersonMerge.State.UNDOING:
            refuse_undo(merge, at=timezone.now())
            merge.state, merge.code = PersonMerge.State.UNDOING, ""
            merge.save(update_fields=["state", "code"])
        set_to_work(UNMERGE, merge, by=by)
    return merge


def refuse_undo(merge: PersonMerge, *, at: datetime) -> None:
    """Raise the reason why a merge cannot be undone (any more), if there is one."""
    if merge.state not in PersonMerge.STANDING or merge.merged_at is None:
        raise CannotBeUndone("not_merged")
    if merge.undo_until is None or at > merge.undo_until or not merge.steps.exists():
        raise CannotBeUndone("late")
    person = merge.data_subject_id
    if PersonMerge.objects.standing().filter(data_subject=person, merged_at__gt=merge.merged_at).exists():
        raise CannotBeUndone("later_merge")
    roles = SubjectRole.objects.filter(data_subject=person)
    if roles.filter(erased_at__gte=merge.merged_at).exists() or is_being_erased(person):
        raise CannotBeUndone("erasure")
    if LegalHold.objects.open().filter(data_subject=person, opened_at__gte=merge.merged_at).exists():
        raise CannotBeUndone("hold")
    for kind in roles.live().values_list("subject_kind", flat=True):
        refuse_restricted(person, kind)


def run_undo(claim: Claim) -> None:
    """Carry out the undo that a job names; a refusal that came between leaves the merge as it stands (ACC-06)."""
    claim.expect(1)
    with claim.step("unmerge") as is_due:
        merge = PersonMerge.objects.select_for_update().get(pk=claim.target_id)
        if is_due and merge.state == PersonMerge.State.UNDOING:
            lock(merge.data_subject_id, merge.absorbed_id)
            try:
                refuse_undo(merge, at=merge.merged_at or timezone.now())
            except PrivacyRefusal as refusal:
                merge.state, merge.code = PersonMerge.State.DONE, code_of(refusal)
                merge.save(update_fields=["state", "code"])
            else:
                undo(merge, at=timezone.now(), by_id=claim.user_id)


def undo(merge: PersonMerge, *, at: datetime, by_id: int | None) -> PersonMerge:
    """Make two records again, in the caller's transaction: each row with whom it was, each value as it was.

    Rows that came since stay with the survivor, but for those of a role that the absorbed record alone has, and values
    that changed since stay as they are: `left` says where.
    What the person took back or objected to since counts for both.
    Lists that were made since say of one person what is of two: their files are withdrawn.
    """
    with acting(by_id, f"{merge} undone"):
        for kind in merge.kinds:
            withdraw_lists_with(merge.data_subject_id, kind, since=merge.merged_at)
        wishes = wishes_since(merge)
        with as_eraser():
            rekey.move_back(merge)
            since = rekey.made_since(merge)
            rekey.remove_made(merge)
        made = merge.steps.filter(act=MergeStep.Act.MADE, place=SuppressionEntry._meta.label_lower)
        SuppressionEntry.objects.filter(pk__in=list(made.values_list("row", flat=True))).delete()
        rekey.bring_back(merge)
        merge.left = [*merge.left, *since, *rekey.change_back(merge)]
        count_for_both(merge, wishes)
        for kind in merge.kinds:
            for person in (merge.data_subject_id, merge.absorbed_id):
                decide_anew(person, kind)
            review_person(kind, [merge.data_subject_id, merge.absorbed_id])
        merge.steps.all().delete()
        merge.state, merge.undone_at = PersonMerge.State.UNDONE, at
        merge.save(update_fields=["left", "state", "undone_at"])
    return merge


def forget_steps(at: datetime) -> int:
    """Forget what an undo needed where its time is over, and what stood on a consent that the merge ended.

    Returns how many merges that concerns.
    """
    ended = list(PersonMerge.objects.past_undo(at).filter(steps__isnull=False).distinct().order_by("pk")[:BATCH])
    consented = {personal.label: personal for personal, _field in consented_models()}
    for merge in ended:
        with acting(None, str(merge)):
            removed = merge.steps.filter(act=MergeStep.Act.REMOVED, place__in=consented)
            for label, personal in consented.items():
                rows = list(removed.filter(place=label).values_list("row", flat=True))
                if rows:
                    forget_past(personal, rows)
            merge.steps.all().delete()
    return len(ended)
