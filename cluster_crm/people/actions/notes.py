"""Writing down what somebody told us about a contact, with who said so and when (CLI-DATA-03, SUP-DATA-03)."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.exceptions import InFuture, NotTold
from cluster_crm.people.models import ToldNote
from privacy.actions.notices import open_category_notice
from privacy.vocabulary import Category, Source, SubjectKind


def add_told_note(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    text: str,
    told_by: str,
    source: Source,
    by: User,
    told_on: date | None = None,
) -> ToldNote:
    """Note what was told; the catalogue refuses it about referees, emergency contacts and candidates."""
    on = told_on or timezone.localdate()
    if not (text.strip() and told_by.strip()):
        raise NotTold
    if on > timezone.localdate():
        raise InFuture
    with acting(by.pk, "told note"):
        lock_people([data_subject_id])
        refuse_writing(data_subject_id, kind, Category.COLLEAGUE_STATEMENTS)
        note = ToldNote(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            text=text,
            told_by=told_by,
            source=source,
            collected_on=on,
            created_by=by,
        )
        note.clean()
        told_before = ToldNote.objects.filter(data_subject_id=data_subject_id, subject_kind=kind).exists()
        note.save()
        known = [Category.COLLEAGUE_STATEMENTS] if told_before else []
        open_category_notice(
            data_subject_id, kind, [Category.COLLEAGUE_STATEMENTS], known=known, source=source, collected_on=on
        )
    return note
