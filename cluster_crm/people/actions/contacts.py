"""The quick log: what happened, what was said and what comes next, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.tasks import plan_task
from cluster_crm.people.actions.writing import lock_people
from cluster_crm.people.models import Interaction
from privacy.models import Recipient, RetentionClock
from privacy.vocabulary import SubjectKind

AT_ORGANISATIONS = frozenset({SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT})


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is to be done next, and by which day."""

    text: str
    due_on: date


def log_contact(
    participant: Participant,
    *,
    kind: Interaction.Kind,
    direction: Interaction.Direction,
    happened_at: datetime,
    by: User,
    key: UUID,
    is_about_service: bool = True,
    next_action: NextAction | None = None,
) -> Interaction:
    """Record a contact with its note, and plan the next action; the same form sent twice is recorded once.

    `key` is the number that the form was given when it was shown.
    """
    with acting(by.pk, "interaction"):
        lock_people([participant.data_subject_id])
        if sent_before := Interaction.objects.filter(pk=key, created_by=by).first():
            return sent_before
        interaction = log_interaction(
            [participant],
            kind=kind,
            direction=direction,
            happened_at=happened_at,
            recipient=organisation_of(participant),
            is_about_service=is_about_service,
            by=by,
            key=key,
        )
        if next_action:
            plan_task(
                participant.data_subject_id,
                participant.kind,
                text=next_action.text,
                due_on=next_action.due_on,
                by=by,
            )
    return interaction


def organisation_of(participant: Participant) -> Recipient | None:
    """Return for whom the person works: contact with him is contact with his organisation (RET-02)."""
    if participant.kind not in AT_ORGANISATIONS:
        return None
    own = {"data_subject_id": participant.data_subject_id, "subject_kind": participant.kind}
    clock = RetentionClock.objects.filter(**own).select_related("organisation").first()
    return clock.organisation if clock else None
