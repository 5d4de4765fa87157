"""People whom we hold already, changed by a row: what we do not know is filled, or what we know is overwritten.

Nothing that is held goes: rows of the dossier are added where none says the same. An address is one thing: street,
postcode, place and country come from one hand. What was changed is noted, so that it can be undone.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from candidates.actions.draft_rows import Dossier
from candidates.actions.imports.assessing import Assessed, Rules
from candidates.actions.imports.documents import keep_documents
from candidates.actions.imports.tagging import put_tags
from candidates.actions.register import rows_by_model
from candidates.models import (
    Candidate,
    Education,
    ImportBatch,
    ImportRow,
    Language,
    Note,
    ProfilePage,
    ReportedNote,
    Skill,
    WorkExperience,
)
from candidates.models.dossier import DossierRow
from candidates.models.import_rows import RowReason
from privacy.actions.notices import open_notice_tasks
from privacy.actions.retention import record_contacts
from privacy.models import DataSubject, Restriction
from privacy.vocabulary import SubjectKind

SINGLE: Final = ("email", "phone", "headline", "summary", "available_from", "work_permit_required")
ADDRESS: Final = ("street", "postcode", "city", "country")
NAME: Final = ("given_name", "infix", "family_name")
WRITTEN: Final = (*SINGLE, *ADDRESS, *NAME, *sorted(Candidate.derived_names), "guessed_fields", "updated_at")
MOVED_CLOCK: Final = "clock"
SAYS: Final[Mapping[type[DossierRow], tuple[str, ...]]] = {
    ProfilePage: ("url",),
    Skill: ("name",),
    Language: ("name",),
    Education: ("institution", "qualification", "field_of_study", "started"),
    WorkExperience: ("employer", "position", "started"),
    Note: ("text",),
    ReportedNote: ("text",),
}


@dataclass(slots=True)
class Change:
    """What a row changed about a person: fields of his page, and rows that were added."""

    fields: list[str] = field(default_factory=list)
    added: list[UUID] = field(default_factory=list)


def update_people(assessed: Sequence[Assessed], rules: Rules) -> dict[UUID, Change]:
    """Change the people of these rows, by the row's number; a constant number of statements."""
    people = _locked({one.person for one in assessed})
    changes: dict[UUID, Change] = {}
    for one in assessed:
        if person := people.get(one.person):
            changes[one.row.pk] = Change(_change(person, one.read, rules.batch))
            one.row.state = ImportRow.State.UPDATED
        else:
            one.row.state, one.row.plan, one.row.reason = ImportRow.State.SKIPPED, "", RowReason.NOT_NOW
    changed = [one for one in assessed if one.row.pk in changes]
    touched = {one.person for one in changed if changes[one.row.pk].fields}
    Candidate.objects.bulk_update([people[key] for key in touched], WRITTEN)
    _add_rows(changed, changes)
    _tell(changed, changes)
    tags = put_tags(changed, rules)
    for one in changed:
        changes[one.row.pk].added += tags.get(one.person, ())
    for row, document in keep_documents(changed, rules).items():
        changes[row].added.append(document)
    return changes


def _locked(keys: set[UUID]) -> dict[UUID, Candidate]:
    """Lock the people, so that an erasure waits or is waited for; whoever was erased or restricted is not there."""
    list(DataSubject.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    people = Candidate.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return {person.pk: person for person in people.exclude(Exists(restrictions_now()))}


def restrictions_now() -> QuerySet[Restriction]:
    """The restrictions of the candidate of the outer row that are active now (Article 18(2))."""
    return Restriction.objects.active().filter(data_subject=OuterRef("pk"), subject_kind=SubjectKind.CANDIDATE)


def _change(person: Candidate, dossier: Dossier, batch: ImportBatch) -> list[str]:
    """Write on a person what the row says, by the choice of the import; return the fields that changed."""
    new, overwrites = dossier.candidate, batch.on_sure == ImportBatch.OnSure.OVERWRITE
    chosen = [name for name in SINGLE if _says(new, name) and (overwrites or not _says(person, name))]
    if any(getattr(new, name) for name in ADDRESS) and (overwrites or not any(getattr(person, n) for n in ADDRESS)):
        chosen += ADDRESS
    if overwrites and new.family_name:
        chosen += NAME
    changed = [name for name in chosen if getattr(new, name) != getattr(person, name)]
    for name in changed:
        setattr(person, name, getattr(new, name))
    if not changed:
        return []
    person.name_is_set()
    guessed = sorted({*person.guessed_fields, *(set(new.guessed_fields) & set(changed))})
    if guessed != person.guessed_fields:
        person.guessed_fields = guessed
        changed.append("guessed_fields")
    person.updated_at = timezone.now()
    return changed


def _says(person: Candidate, name: str) -> bool:
    return getattr(person, name) not in {None, ""}


def _add_rows(assessed: Sequence[Assessed], changes: Mapping[UUID, Change]) -> None:
    """Add the rows of dossiers that say something new about their people."""
    owner: dict[int, UUID] = {}
    for one in assessed:
        for row in one.read.rows:
            row.candidate_id = one.person
            owner[id(row)] = one.row.pk
    for model, rows in rows_by_model(row for one in assessed for row in one.read.rows):
        says = sayings(model)
        held = model._default_manager.filter(candidate__in={row.candidate_id for row in rows})
        known = defaultdict(set)
        for row in held:
            known[row.candidate_id].add(says(row))
        new = []
        for row in rows:
            if says(row) not in known[row.candidate_id]:
                known[row.candidate_id].add(says(row))
                changes[owner[id(row)]].added.append(row.pk)
                new.append(row)
        model._default_manager.bulk_create(new)


def sayings(model: type) -> Callable[[DossierRow], tuple[str, ...]]:
    """Return what tells whether two rows of a table say the same."""
    names = SAYS[model]
    return lambda row: tuple(str(getattr(row, name)).casefold() for name in names)


def _tell(assessed: Sequence[Assessed], changes: Mapping[UUID, Change]) -> None:
    """Move the clocks by the last contact, and open the notice that a third party told us (RET-01, SRC-02)."""
    spoken = {one.person: one.read.draft.last_contact_on for one in assessed}
    moved = record_contacts(SubjectKind.CANDIDATE, {person: day.first_day for person, day in spoken.items() if day})
    tasks = open_notice_tasks(
        SubjectKind.CANDIDATE,
        {one.person: one.read.told_on for one in assessed},
        source=next((one.read.held_since.source for one in assessed), None),
    )
    opened = {task.data_subject_id: task.pk for task in tasks}
    for one in assessed:
        if task := opened.pop(one.person, None):
            changes[one.row.pk].added.append(task)
        if one.person in moved:
            changes[one.row.pk].fields.append(MOVED_CLOCK)
