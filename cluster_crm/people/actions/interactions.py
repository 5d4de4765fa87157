"""The one way to record an interaction: it asks restriction and catalogue, and moves the retention clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.contact_guards import ask_guard
from cluster_crm.people.actions.findings import review_new
from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.exceptions import InFuture, NobodyTookPart, NoFreeText, NoReason
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant
from cluster_crm.people.models.free_text import refuse_bsn
from cluster_crm.people.models.interactions import REASONS, ContactReason
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.notices import advance_notices
from privacy.actions.retention import record_contact
from privacy.models import Recipient
from privacy.vocabulary import Category, Source, SubjectKind


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part, and what is to be written down about him."""

    data_subject_id: UUID
    kind: SubjectKind
    note: str = ""
    reason: ContactReason | str = ""


def log_interaction(
    participants: Sequence[Participant],
    *,
    kind: Interaction.Kind,
    direction: Interaction.Direction,
    happened_at: datetime,
    by: User,
    recipient: Recipient | None = None,
    source: Source = Source.INTERVIEW,
    is_about_service: bool = True,
    key: UUID | None = None,
) -> Interaction:
    """Record that people were in contact with us; `source` says where the notes came from (SRC-09).

    `key` is the number that the interaction gets: who sends the same form twice is stopped by it (`log_contact`).
    """
    if not participants:
        raise NobodyTookPart
    if happened_at > timezone.now():
        raise InFuture
    with acting(by.pk, "interaction"):
        lock_people(participant.data_subject_id for participant in participants)
        for participant in participants:
            _refuse(participant)
        interaction = Interaction.objects.create(
            pk=key or uuid7(),
            kind=kind,
            direction=direction,
            happened_at=happened_at,
            recipient=recipient,
            created_by=by,
            is_about_service=is_about_service,
        )
        for participant in participants:
            _add(participant, interaction, source)
    return interaction


def _refuse(participant: Participant) -> None:
    """Refuse what may not be written about somebody; about who was only named to us nothing is noted (REF-DATA-01)."""
    refuse_writing(participant.data_subject_id, participant.kind, Category.DEALINGS)
    refuse_without_reason(participant.kind, participant.reason)
    ask_guard(participant.kind, participant.data_subject_id, participant.reason)
    if participant.note:
        refuse_free_text(participant.kind)


def refuse_without_reason(kind: SubjectKind, reason: ContactReason | str) -> None:
    """Refuse contact with somebody who was only named to us, unless the situation requires it (GLO-07, USE-EM-01)."""
    if reason not in REASONS.get(kind, {""}):
        raise NoReason(kind.value)


def refuse_free_text(kind: SubjectKind) -> None:
    """Refuse notes about somebody who was only named to us: we hold the least that is needed (REF-DATA-01, -02)."""
    if kind in REASONS:
        raise NoFreeText(kind.value)


def _add(participant: Participant, interaction: Interaction, source: Source) -> None:
    person = {"data_subject_id": participant.data_subject_id, "subject_kind": participant.kind}
    day = timezone.localdate(interaction.happened_at)
    InteractionParticipant.objects.create(interaction=interaction, reason=participant.reason, **person)
    if participant.note:
        note = InteractionNote(
            interaction=interaction, text=participant.note, source=source, collected_on=day, **person
        )
        refuse_bsn(note)
        note.save()
        review_new([note])
    if interaction.kind != Interaction.Kind.NOTE:
        advance_notices(participant.data_subject_id, participant.kind, first_communication_on=day)
    record_contact(
        participant.data_subject_id,
        participant.kind,
        interaction.event,
        on=day,
        is_about_service=interaction.is_about_service,
    )
