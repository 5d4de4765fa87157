"""Deeds on investigations: open, approve as a second person, read under the log (STAFF-02)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.exceptions import EndsBeforeItBegan, NotASecondPerson, NotUnderInvestigation
from cluster_crm.people.models import InteractionNote, Investigation
from privacy import permissions
from privacy.models import ReadLogEntry
from privacy.vocabulary import Category, Purpose, SubjectKind

DEED = "people.investigate"
READ = "people.interactionnote.text"


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be read, and until when: the notes that somebody wrote from one day until another."""

    written_from: date
    written_until: date
    ends_on: date


def open_investigation(
    data_subject_id: UUID, *, ground: Investigation.Ground, reason: str, scope: Scope, by: User
) -> Investigation:
    """Propose to read what a member of staff wrote; a second person decides."""
    if scope.written_until < scope.written_from or scope.ends_on < timezone.localdate():
        raise EndsBeforeItBegan
    with acting(by.pk, "investigation"):
        lock_people([data_subject_id])
        refuse_writing(data_subject_id, SubjectKind.STAFF, Category.CORRESPONDENCE)
        return Investigation.objects.create(
            data_subject_id=data_subject_id,
            ground=ground,
            reason=reason,
            written_from=scope.written_from,
            written_until=scope.written_until,
            ends_on=scope.ends_on,
            opened_by=by,
        )


def approve_investigation(investigation: Investigation, *, by: User) -> Investigation:
    """Approve as somebody else than who opened it, and than who is investigated."""
    with acting(by.pk, "investigation"):
        investigation = Investigation.objects.select_for_update().get(pk=investigation.pk)
        is_involved = by.pk == investigation.opened_by_id or by.data_subject_id == investigation.data_subject_id
        if is_involved or not permissions.allows_deed(by, "people.approve_investigation"):
            raise NotASecondPerson(str(investigation))
        if investigation.approved_at is None:
            investigation.approved_by, investigation.approved_at = by, timezone.now()
            investigation.save(update_fields=["approved_by", "approved_at"])
    return investigation


def read_correspondence(investigation: Investigation, *, by: User) -> list[tuple[datetime, str]]:
    """Return moment and text of the notes in scope; the reading is logged first.

    Raises NotUnderInvestigation where nobody approved it, its end has come, or the reader may not investigate.
    """
    running = Investigation.objects.running(timezone.localdate()).filter(pk=investigation.pk).first()
    if running is None or not permissions.allows_deed(by, DEED):
        raise NotUnderInvestigation(str(investigation))
    ReadLogEntry.objects.create(
        data_subject_id=running.data_subject_id,
        subject_kind=SubjectKind.STAFF,
        field=READ,
        purpose=Purpose.LEGAL_CLAIM,
        actor=by,
    )
    notes = InteractionNote.objects.filter(
        interaction__created_by__data_subject=running.data_subject_id,
        interaction__happened_at__date__range=(running.written_from, running.written_until),
    )
    return list(notes.order_by("interaction__happened_at").values_list("interaction__happened_at", "text"))
