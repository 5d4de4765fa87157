"""The undo of an import (`import.undo`): what it made is proposed for erasure, what it changed gets its old value.

Whoever has had contact or was changed since is left as he is and listed with the store that tells so. An undo erases
nothing by itself: a second person approves the erasure that it proposes (`batch.erasure`), and nobody is put on the
suppression list, since nobody asked to be forgotten.
"""

from typing import Final

from django.db.models import Count, Q

from candidates.actions.imports.restoring import restore
from candidates.actions.imports.touched import touched_since
from candidates.models import ImportBatch, ImportedPerson
from cluster_crm.accounts.models import User
from cluster_crm.jobs.claims import Claim
from privacy.actions.erasure import propose_erasure
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
    touched = touched_since(made)
    for person in made:
        if because := touched.get(person.data_subject_id):
            person.state, person.left_because = State.LEFT, because
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


def _finish(batch: ImportBatch) -> None:
    totals = batch.people.aggregate(
        undone=Count("pk", filter=Q(state=State.UNDONE)), left=Count("pk", filter=Q(state=State.LEFT))
    )
    batch.undone_count, batch.left_count = totals["undone"], totals["left"]
    batch.state = ImportBatch.State.UNDONE
    batch.save(update_fields=["state", "erasure", "undone_count", "left_count"])
