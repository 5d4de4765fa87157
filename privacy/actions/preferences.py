"""What a person wishes of us as a whole: read for one and for many, changed with history, the strictest of two kept."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from cluster_crm.history.acting import acting
from privacy.actions.usable import among, lock_persons
from privacy.exceptions import PersonErased
from privacy.models import PersonPreference, SubjectRole

HIMSELF: Final = "the person himself"
"""What history says of a change that the person made on his own page (GEN-11)."""


def preferences_of(data_subject_id: UUID) -> PersonPreference:
    """Return what a person wishes; the defaults, not stored, where he never said anything."""
    row = PersonPreference.objects.filter(data_subject=data_subject_id).first()
    return row or PersonPreference(data_subject_id=data_subject_id)


def language_of(data_subject_id: UUID) -> str:
    """Return the language in which a person is written to: his own choice, else that of the installation."""
    return preferences_of(data_subject_id).language or settings.LANGUAGE_CODE


def languages_of(persons: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the language of each of many persons; one statement."""
    chosen = PersonPreference.objects.filter(data_subject__in=among(persons)).exclude(language="")
    known = dict(chosen.values_list("data_subject", "language"))
    return {person: known.get(person, settings.LANGUAGE_CODE) for person in persons}


def choose_language(data_subject_id: UUID, language: str, *, by: AbstractBaseUser | None = None) -> PersonPreference:
    """Keep in which language a person wants to be written to; raises PersonErased."""
    return _change(data_subject_id, by, language=language)


def pause_until(data_subject_id: UUID, day: date | None, *, by: AbstractBaseUser | None = None) -> PersonPreference:
    """Keep until which day, that day too, a person wants no mail but service messages; None ends the pause."""
    return _change(data_subject_id, by, paused_until=day)


def choose_sharing(
    data_subject_id: UUID, *, group: bool, optional: bool, by: AbstractBaseUser | None = None
) -> PersonPreference:
    """Keep with whom a person lets his data be shared: our group, and recipients whom we do not need (SHARE-02)."""
    return _change(data_subject_id, by, shares_with_group=group, shares_with_optional=optional)


def confirm_details(data_subject_id: UUID, *, on: date) -> PersonPreference:
    """Keep that a person said that what we know of him is right (GEN-11)."""
    return _change(data_subject_id, None, confirmed_on=on)


def unite_preferences(survivor: UUID, absorbed: UUID) -> None:
    """Let the strictest wish of two records count before they become one: the longest pause, the least sharing (8.12).

    Where only one of them said anything, that stands.
    """
    rows = PersonPreference.objects.select_for_update().filter(data_subject__in=[survivor, absorbed])
    wishes = {row.data_subject_id: row for row in rows}
    if len(wishes) < 2:  # noqa: PLR2004 - one of each
        return
    ours, theirs = wishes[survivor], wishes[absorbed]
    ours.language = ours.language or theirs.language
    ours.paused_until = max((day for day in (ours.paused_until, theirs.paused_until) if day), default=None)
    ours.shares_with_group &= theirs.shares_with_group
    ours.shares_with_optional &= theirs.shares_with_optional
    confirmed = [row.confirmed_on for row in (ours, theirs)]
    ours.confirmed_on = min((day for day in confirmed if day), default=None) if all(confirmed) else None
    ours.asked_on = max((day for day in (ours.asked_on, theirs.asked_on) if day), default=None)
    ours.save()


def _change(data_subject_id: UUID, by: AbstractBaseUser | None, **wishes: Any) -> PersonPreference:
    """Keep wishes that differ from what is known; said twice, they are kept once."""
    with acting(by.pk if by else None, "" if by else HIMSELF):
        lock_persons([data_subject_id])
        if not SubjectRole.objects.live().filter(data_subject=data_subject_id).exists():
            raise PersonErased(str(data_subject_id))
        row = preferences_of(data_subject_id)
        changed = {name: value for name, value in wishes.items() if getattr(row, name) != value}
        for name, value in changed.items():
            setattr(row, name, value)
        if changed or row._state.adding:
            row.full_clean(exclude=["data_subject"])
            row.save()
    return row
