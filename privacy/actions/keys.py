"""Deeds on data keys: make, open, and wrap again under the newest key of the ring (Article 32)."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from privacy.envelope import Sealed, close, new_key, open_sealed
from privacy.exceptions import Unreadable
from privacy.models import RecipientKey, SubjectKey
from privacy.models.keys import DataKey
from privacy.vocabulary import SubjectKind

BATCH = 500
KEYS: Final[tuple[type[DataKey], ...]] = (SubjectKey, RecipientKey)


def key_for_sealing(data_subject_id: UUID, kind: SubjectKind) -> tuple[DataKey, bytes]:
    """Return the person's key in a role, made at the first value that is sealed for him."""
    return _key_of(SubjectKey, data_subject_id=data_subject_id, subject_kind=kind, is_former=False)


def organisation_key_for_sealing(recipient_id: UUID) -> tuple[DataKey, bytes]:
    """Return the key of an organisation, made at the first value that is sealed for it."""
    return _key_of(RecipientKey, recipient_id=recipient_id)


@transaction.atomic
def _key_of(model: type[DataKey], **owner: Any) -> tuple[DataKey, bytes]:
    row = model._default_manager.filter(**owner).first()
    if row is None:
        row = model(**owner)
        row.wrapped_key, row.ring_key = _wrap(row, new_key())
        model._default_manager.bulk_create([row], ignore_conflicts=True)
        row = model._default_manager.get(**owner)
    return row, unwrap(row)


def key_that_opens(sealed: Sealed) -> bytes:
    """Return the data key that an envelope names, or raise Unreadable: it is destroyed with the person."""
    number = _key_number(sealed)
    for model in KEYS:
        if row := model._default_manager.filter(pk=number).first():
            return unwrap(row)
    raise Unreadable("key")


def unwrap(row: DataKey) -> bytes:
    """Return the key itself."""
    ring_key = settings.CRM_KEY_RING.get(row.wrapped_key.key_id.decode())
    if ring_key is None:
        raise Unreadable("ring")
    return open_sealed(row.wrapped_key, key=ring_key, place=row.place)


def rotate_keys() -> int:
    """Wrap every data key under the first key of the ring; returns how many. Sealed values stay as they are."""
    return sum(_rotate(model) for model in KEYS)


def _rotate(model: type[DataKey]) -> int:
    newest, done = next(iter(settings.CRM_KEY_RING)), 0
    while True:
        with transaction.atomic():
            old = model._default_manager.exclude(ring_key=newest).select_for_update(skip_locked=True)
            rows = list(old.order_by("pk")[:BATCH])
            for row in rows:
                row.wrapped_key, row.ring_key = _wrap(row, unwrap(row))
            model._default_manager.bulk_update(rows, ["wrapped_key", "ring_key"])
        done += len(rows)
        if len(rows) < BATCH:
            return done


def _wrap(row: DataKey, key: bytes) -> tuple[Sealed, str]:
    ring_id, ring_key = next(iter(settings.CRM_KEY_RING.items()))
    return close(key, key=ring_key, key_id=ring_id.encode(), place=row.place), ring_id


def _key_number(sealed: Sealed) -> UUID:
    try:
        return UUID(bytes=sealed.key_id)
    except ValueError:
        raise Unreadable("format") from None
