"""Deeds on the retention clock: upper apps report facts, and the term follows (requirements 4)."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from privacy.contact_events import ContactEvent, is_meaningful
from privacy.models import Recipient, RetentionClock, SubjectRole
from privacy.retention import RetentionFacts, retain_until
from privacy.vocabulary import RetentionProfile, SubjectKind

STILL_RUNNING: Final = date(9000, 12, 31)
STRICTNESS: Final = (RetentionProfile.POOL, RetentionProfile.VACANCY_ONLY, RetentionProfile.COMPETITION)


@transaction.atomic
def start_retention(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    collected_on: date,
    profile: RetentionProfile = RetentionProfile.POOL,
    organisation: Recipient | None = None,
) -> RetentionClock:
    """Start a person's clock in a role; the day of collection counts as long as no contact follows (AMB-02)."""
    clock = RetentionClock(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        collected_on=collected_on,
        profile=profile,
        organisation=organisation,
    )
    return _decide(clock)


@transaction.atomic
def record_retention_fact(
    data_subject_id: UUID, kind: SubjectKind, *, contact_on: date | None = None, running_until: date | None = None
) -> RetentionClock:
    """Move a clock by a meaningful contact or by the end of an assignment; facts come in any order, the latest counts.

    What may be no meaningful contact is reported to `record_contact`, which asks the table of 4.2.
    """
    clock = RetentionClock.objects.select_for_update().get(data_subject_id=data_subject_id, subject_kind=kind)
    clock.contact_on = _latest(clock.contact_on, contact_on)
    clock.running_until = _latest(clock.running_until, running_until)
    return _decide(clock)


@transaction.atomic
def record_contacts(kind: SubjectKind, contacts: Mapping[UUID, date]) -> set[UUID]:
    """Move the clocks of many persons by a meaningful contact each, as `record_retention_fact` does; two statements.

    Returns whose clock knows a later contact now.
    """
    clocks = RetentionClock.objects.select_for_update().filter(data_subject__in=contacts, subject_kind=kind)
    moved = []
    for clock in clocks.order_by("pk"):
        latest = _latest(clock.contact_on, contacts[clock.data_subject_id])
        if latest != clock.contact_on:
            clock.contact_on = latest
            _set_term(clock)
            moved.append(clock)
    RetentionClock.objects.bulk_update(moved, ["contact_on", "anchor_on", "rule", "retain_until"])
    return {clock.data_subject_id for clock in moved}


def record_contact(
    data_subject_id: UUID, kind: SubjectKind, event: ContactEvent, *, on: date, is_about_service: bool = True
) -> RetentionClock | None:
    """Report what happened between a person and us; it moves his clock where the table of 4.2 lets it count (RET-06).

    Returns the clock that was asked; none where the event does not count, or the person has no clock in this role.
    """
    if not is_meaningful(event, kind, is_about_service=is_about_service):
        return None
    if not RetentionClock.objects.filter(data_subject_id=data_subject_id, subject_kind=kind).exists():
        return None
    return record_retention_fact(data_subject_id, kind, contact_on=on)


@transaction.atomic
def set_running_until(data_subject_id: UUID, kind: SubjectKind, *, running_until: date | None) -> RetentionClock:
    """Set until when assignments and contracts run, as an upper app computes it anew from all its rows.

    Unlike a reported fact it can come nearer: `STILL_RUNNING` stands for an end that nobody knows yet.
    """
    clock = RetentionClock.objects.select_for_update().get(data_subject_id=data_subject_id, subject_kind=kind)
    clock.running_until = running_until
    return _decide(clock)


@transaction.atomic
def set_organisation(data_subject_id: UUID, kind: SubjectKind, organisation: Recipient | None) -> RetentionClock:
    """Set whose contact counts for a person too (RET-02): the organisation that he belongs to now, or none."""
    clock = RetentionClock.objects.select_for_update().get(data_subject_id=data_subject_id, subject_kind=kind)
    clock.organisation = organisation
    clock.save(update_fields=["organisation"])
    return clock


@transaction.atomic
def record_consent_to_stay(data_subject_id: UUID, kind: SubjectKind, *, is_given: bool) -> RetentionClock:
    """Move a clock by the consent to stay 12 months, given or withdrawn (LAW-39)."""
    clock = RetentionClock.objects.select_for_update().get(data_subject_id=data_subject_id, subject_kind=kind)
    clock.has_consent_to_stay = is_given
    return _decide(clock)


@transaction.atomic
def join_pool(data_subject_id: UUID, kind: SubjectKind) -> RetentionClock:
    """Make a registration for one vacancy one in our pool, from a placement on (requirements 8.12)."""
    clock = RetentionClock.objects.select_for_update().get(data_subject_id=data_subject_id, subject_kind=kind)
    SubjectRole.objects.live().filter(data_subject_id=data_subject_id, subject_kind=kind).update(
        retention_profile=RetentionProfile.POOL
    )
    clock.profile = RetentionProfile.POOL
    return _decide(clock)


def united_facts(facts: RetentionFacts, other: RetentionFacts) -> RetentionFacts:
    """Return what the term of a person depends on of whom there were two records (requirements 8.12)."""
    return RetentionFacts(
        collected_on=min(facts.collected_on, other.collected_on),
        contact_on=_latest(facts.contact_on, other.contact_on),
        running_until=_latest(facts.running_until, other.running_until),
        profile=max(facts.profile, other.profile, key=STRICTNESS.index),
        has_consent_to_stay=facts.has_consent_to_stay and other.has_consent_to_stay,
    )


@transaction.atomic
def unite_clocks(survivor: UUID, absorbed: UUID, kind: SubjectKind | str) -> RetentionClock | None:
    """Make one clock of two: collected at the earliest, contact at the latest, the strictest profile (8.12).

    None where not both have one. The consent to stay counts where both gave it.
    """
    rows = RetentionClock.objects.select_for_update().filter(data_subject__in=[survivor, absorbed], subject_kind=kind)
    clocks = {clock.data_subject_id: clock for clock in rows.order_by("pk")}
    if len(clocks) < 2:  # noqa: PLR2004 - one of each
        return None
    clock, other = clocks[survivor], clocks[absorbed]
    facts = united_facts(clock.facts, other.facts)
    other.delete()
    clock.__dict__.update(dataclasses.asdict(facts))
    clock.organisation_id = clock.organisation_id or other.organisation_id
    SubjectRole.objects.live().filter(data_subject_id=survivor, subject_kind=kind).exclude(
        retention_profile=clock.profile
    ).update(retention_profile=clock.profile)
    return _decide(clock)


@transaction.atomic
def decide_anew(data_subject_id: UUID, kind: SubjectKind | str) -> None:
    """Compute the term of a clock again from its facts."""
    for clock in RetentionClock.objects.select_for_update().filter(data_subject_id=data_subject_id, subject_kind=kind):
        _decide(clock)


def _decide(clock: RetentionClock) -> RetentionClock:
    _set_term(clock)
    clock.save()
    return clock


def _set_term(clock: RetentionClock) -> None:
    facts = clock.facts
    clock.anchor_on, clock.rule, clock.retain_until = facts.anchor_on, facts.rule, retain_until(facts)


def _latest(known: date | None, reported: date | None) -> date | None:
    return max((day for day in (known, reported) if day), default=None)
