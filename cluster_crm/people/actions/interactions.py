"""The one way to record an interaction: it asks restriction and catalogue, and moves the retention clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import InFuture, NobodyTookPart, NoReason, NotHeld
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant
from cluster_crm.people.models.interactions import REASONS, ContactReason
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import record_retention_fact
from privacy.models import DataSubject, Recipient, RetentionClock, SubjectRole
from privacy.models.catalogue_view import Catalogue
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
) -> Interaction:
    """Record that people were in contact with us; `source` says where the notes came from (SRC-09)."""
    if not participants:
        raise NobodyTookPart
    if happened_at > timezone.now():
        raise InFuture
    with acting(by.pk, "interaction"):
        _lock(participants)
        for participant in participants:
            _refuse(participant)
        interaction = Interaction.objects.create(
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


def _lock(participants: Sequence[Participant]) -> None:
    """Wait for an erasure of one of these persons that is under way; a later one waits for this."""
    people = [participant.data_subject_id for participant in participants]
    list(DataSubject.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))


def _refuse(participant: Participant) -> None:
    """Refuse people whom we do not hold, whose data may only be stored, or whom the catalogue does not know."""
    roles = SubjectRole.objects.live().filter(
        data_subject_id=participant.data_subject_id, subject_kind=participant.kind
    )
    if not roles.exists():
        raise NotHeld(str(participant.data_subject_id))
    refuse_without_reason(participant.kind, participant.reason)
    refuse_restricted(participant.data_subject_id, participant.kind)
    Catalogue.load(participant.kind).require([Category.DEALINGS])


def refuse_without_reason(kind: SubjectKind, reason: ContactReason | str) -> None:
    """Refuse contact with somebody who was only named to us, unless the situation requires it (GLO-07, USE-EM-01)."""
    if reason not in REASONS.get(kind, {""}):
        raise NoReason(kind.value)


def _add(participant: Participant, interaction: Interaction, source: Source) -> None:
    person = {"data_subject_id": participant.data_subject_id, "subject_kind": participant.kind}
    day = timezone.localdate(interaction.happened_at)
    InteractionParticipant.objects.create(interaction=interaction, reason=participant.reason, **person)
    if participant.note:
        InteractionNote.objects.create(
            interaction=interaction, text=participant.note, source=source, collected_on=day, **person
        )
    if interaction.is_meaningful_to(participant.kind) and RetentionClock.objects.filter(**person).exists():
        record_retention_fact(participant.data_subject_id, participant.kind, contact_on=day)
