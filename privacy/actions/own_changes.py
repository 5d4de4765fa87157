"""What a person changed on his own page since a moment, read back from where it was kept (CONS-02)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from privacy.actions.own_choices import METHOD
from privacy.models import ConsentEvent, Objection, PersonPreference
from privacy.vocabulary import Channel, Purpose

WISHES: Final = ("language", "paused_until", "shares_with_group", "shares_with_optional")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that holds now and did not before: a purpose on a channel, or a wish by its name."""

    purpose: Purpose | None
    channel: Channel | None
    wish: str
    value: Any


def changes_since(data_subject_id: UUID, moment: datetime) -> list[Change]:
    """Return what a person changed on his page since a moment; four statements."""
    return [*_answers(data_subject_id, moment), *_wishes(data_subject_id, moment)]


def _answers(data_subject_id: UUID, moment: datetime) -> Iterator[Change]:
    said = {"data_subject": data_subject_id, "method": METHOD, "recorded_at__gte": moment}
    found = {}
    for event in ConsentEvent.objects.filter(**said).exclude(channel="").order_by("recorded_at"):
        found[event.purpose, event.channel] = event.action == ConsentEvent.Action.GIVEN
    for objection in Objection.objects.filter(**said).exclude(channel="").order_by("recorded_at"):
        found[objection.purpose or Purpose.ROLE_CONTACT, objection.channel] = False
    for (purpose, channel), is_on in found.items():
        yield Change(Purpose(purpose), Channel(channel), "", is_on)


def _wishes(data_subject_id: UUID, moment: datetime) -> Iterator[Change]:
    now = PersonPreference.objects.filter(data_subject=data_subject_id).first()
    past = PersonPreference.history.filter(data_subject=data_subject_id, history_date__lt=moment)
    before = past.order_by("-history_id").first() or PersonPreference()
    for name in WISHES if now else ():
        if getattr(now, name) != getattr(before, name):
            yield Change(None, None, name, getattr(now, name))
