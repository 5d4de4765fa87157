"""What a person said about consent and objection, as he sees it on his own page, and how he takes a consent back."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.actions.consents import withdraw
from privacy.actions.own_choices import METHOD
from privacy.actions.preferences import HIMSELF
from privacy.actions.texts import render
from privacy.actions.usable import lock_persons
from privacy.models import ConsentEvent, Objection
from privacy.receipts import Receipt, receipt_of
from privacy.vocabulary import Channel, Purpose, SubjectKind

GIVEN = ConsentEvent.Action.GIVEN


@dataclass(frozen=True, slots=True)
class Said:
    """One consent or withdrawal, when it was withdrawn, and whether it stands now."""

    event: ConsentEvent
    withdrawn_at: datetime | None
    is_standing: bool


def said_by(data_subject_id: UUID) -> list[Said]:
    """Return all that a person said about consent in whatever role, the newest first; one statement."""
    events = list(
        ConsentEvent.objects.filter(data_subject=data_subject_id)
        .select_related("text", "policy_version")
        .order_by("recorded_at", "pk")
    )
    today = timezone.localdate()
    return [_said(event, events[place + 1 :], today) for place, event in enumerate(events)][::-1]


def _said(event: ConsentEvent, later: Sequence[ConsentEvent], today: date) -> Said:
    if event.action != GIVEN:
        return Said(event, None, is_standing=False)
    ends = [other.recorded_at for other in later if _is_end_of(other, event)]
    is_over = bool(ends) or (event.expires_on is not None and event.expires_on < today)
    return Said(event, min(ends, default=None), is_standing=not is_over)


def _is_end_of(other: ConsentEvent, given: ConsentEvent) -> bool:
    return (
        other.action != GIVEN
        and (other.subject_kind, other.purpose) == (given.subject_kind, given.purpose)
        and other.channel in {"", given.channel}
        and other.about in {"", given.about}
    )


def objections_of(data_subject_id: UUID) -> list[Objection]:
    """Return what a person objected to, the newest first."""
    return list(Objection.objects.of(data_subject_id).order_by("-recorded_at", "-pk"))


def receipt_for(data_subject_id: UUID, event_id: UUID) -> Receipt:
    """Return the receipt of a consent that a person gave, with the words as he read them; raises DoesNotExist."""
    given = ConsentEvent.objects.filter(data_subject=data_subject_id, action=GIVEN).select_related("text")
    event = given.get(pk=event_id)
    receipt = receipt_of(event)
    if event.text is None:
        return receipt
    with suppress(KeyError):  # a placeholder that only its app fills in: the text then stays as it was published
        return replace(receipt, text=render(event.text, {}).body)
    return receipt


@transaction.atomic
def withdraw_own(data_subject_id: UUID, event_id: UUID, *, language: str) -> ConsentEvent:
    """Take back one consent of a person; one that is over already is left. Raises DoesNotExist for another's."""
    with acting(None, HIMSELF):
        lock_persons([data_subject_id])
        said = next((each for each in said_by(data_subject_id) if each.event.pk == event_id), None)
        if said is None:
            raise ConsentEvent.DoesNotExist
        given = said.event
        if said.is_standing:
            withdraw(
                data_subject_id,
                SubjectKind(given.subject_kind),
                purpose=Purpose(given.purpose),
                channel=Channel(given.channel) if given.channel else "",
                about=given.about,
                method=METHOD,
                language=language,
            )
    return given
