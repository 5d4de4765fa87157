"""The undo of an import (`import.undo`): what it made is proposed for erasure, what it changed gets its old value.

Whoever has had contact or was changed since is left as he is and listed with the store that tells so. An undo erases
nothing by itself: a second person approves the erasure that it proposes (`batch.erasure`), and nobody is put on the
suppression list, since nobody asked to be forgotten. When the erasure is carried out it is asked again who stays.
"""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from candidates.actions.imports.restoring import restore
from candidates.actions.imports.touched import touched_since
from candidates.models import ImportBatch, ImportedPerson
from cluster_crm.accounts.models import User
from cluster_crm.jobs.claims import Claim
from privacy.actions.erasure import propose_erasure
from privacy.models import ErasureRun
from privacy.vocabulary import ErasureGround, SubjectKind

State, Outcome = ImportedPerson.State, ImportedPerson.Outcome
REASON_CODE: Final = "import undone"


def run_undo(claim: Claim) -> None:
    """Undo an import in parts, as it was run; then propose the erasure of those whom it made and nobody touched."""
    batch = ImportBatch.objects.get(pk=claim.target_id)
    if batch.state != ImportBatch.State.UNDOING:
        return
    parts = list(batch.people.order_by("-part").values_list("part", flat=True).distinct())
    claim.expect(len(parts) + 1)
    for part in parts:
        with claim.step(f"part {part}") as is_due:
            if is_due:
                _undo_part(batch, part)
    with claim.step("end") as is_due:
        if is_due:
            _propose(batch, claim.user_id)
            _finish(batch)


def _undo_part(batch: ImportBatch, part: int) -> None:
    people = list(batch.people.select_for_update().filter(part=part, state=State.STANDS).order_by("-line"))
    made = [person for person in people if person.outcome == Outcome.CREATED]
    _leave_touched(made)
    changed = [person for person in people if person.outcome == Outcome.UPDATED]
    restore(changed)
    ImportedPerson.objects.bulk_update([*made, *changed], ["state", "left_because"])


def _propose(batch: ImportBatch, user_id: int | None) -> None:
    """Lay the erasure of those whom the import made before a second person (four eyes)."""
    made = batch.people.filter(outcome=Outcome.CREATED, state=State.STANDS)
    subjects = [(person, SubjectKind.CANDIDATE) for person in made.values_list("data_subject_id", flat=True)]
    by = User.objects.filter(pk=user_id).first() if user_id else None
    if subjects:
        batch.erasure = propose_erasure(subjects, ground=ErasureGround.NO_LONGER_NEEDED, by=by)
        batch.erasure.reason_code = REASON_CODE
        batch.erasure.save(update_fields=["reason_code"])
        made.update(state=State.UNDONE)


def stay_after_all(run: ErasureRun, persons: Collection[UUID]) -> set[UUID]:
    """Return who stays of an erasure that an undo proposed: whom somebody dealt with while it waited for approval."""
    made = list(
        ImportedPerson.objects.select_for_update(of=("self",))
        .select_related("batch")
        .filter(batch__erasure=run, outcome=Outcome.CREATED, data_subject__in=persons)
    )
    left = _leave_touched(made)
    ImportedPerson.objects.bulk_update(left, ["state", "left_because"])
    for batch in {person.batch for person in left}:
        _count(batch)
        batch.save(update_fields=["undone_count", "left_count"])
    return {person.data_subject_id for person in left}


def _leave_touched(made: Sequence[ImportedPerson]) -> list[ImportedPerson]:
    """Mark those with whom somebody dealt since the import made them; return them."""
    touched = touched_since(made)
    left = [person for person in made if person.data_subject_id in touched]
    for person in left:
        person.state, person.left_because = State.LEFT, touched[person.data_subject_id]
    return left


def _finish(batch: ImportBatch) -> None:
    _count(batch)
    batch.state = ImportBatch.State.UNDONE
    batch.save(update_fields=["state", "erasure", "undone_count", "left_count"])


def _count(batch: ImportBatch) -> None:
    totals = batch.people.aggregate(
        undone=Count("pk", filter=Q(state=State.UNDONE)), left=Count("pk", filter=Q(state=State.LEFT))
    )
    batch.undone_count, batch.left_count = totals["undone"], totals["left"]
