"""Deeds on data keys: make, open, and wrap again under the newest key of the ring (Article 32)."""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from privacy.envelope import Sealed, close, new_key, open_sealed
from privacy.exceptions import Unreadable
from privacy.models import SubjectKey
from privacy.vocabulary import SubjectKind

BATCH = 500


@transaction.atomic
def key_for_sealing(data_subject_id: UUID, kind: SubjectKind) -> tuple[SubjectKey, bytes]:
    """Return the person's key in a role, made at the first value that is sealed for him."""
    row = SubjectKey.objects.filter(data_subject_id=data_subject_id, subject_kind=kind).first()
    if row is None:
        row = SubjectKey(data_subject_id=data_subject_id, subject_kind=kind)
        row.wrapped_key, row.ring_key = _wrap(row, new_key())
        SubjectKey.objects.bulk_create([row], ignore_conflicts=True)
        row = SubjectKey.objects.get(data_subject_id=data_subject_id, subject_kind=kind)
    return row, unwrap(row)


def key_that_opens(sealed: Sealed) -> bytes:
    """Return the data key that an envelope names, or raise Unreadable: it is destroyed with the person."""
    row = SubjectKey.objects.filter(pk=_key_number(sealed)).first()
    if row is None:
        raise Unreadable("key")
    return unwrap(row)


def unwrap(row: SubjectKey) -> bytes:
    """Return the key itself."""
    ring_key = settings.CRM_KEY_RING.get(row.wrapped_key.key_id.decode())
    if ring_key is None:
        raise Unreadable("ring")
    return open_sealed(row.wrapped_key, key=ring_key, place=row.place)


def rotate_keys() -> int:
    """Wrap every data key under the first key of the ring; returns how many. Sealed values stay as they are."""
    newest, done = next(iter(settings.CRM_KEY_RING)), 0
    while True:
        with transaction.atomic():
            old = SubjectKey.objects.exclude(ring_key=newest).select_for_update(skip_locked=True).order_by("pk")[:BATCH]
            rows = list(old)
            for row in rows:
                row.wrapped_key, row.ring_key = _wrap(row, unwrap(row))
            SubjectKey.objects.bulk_update(rows, ["wrapped_key", "ring_key"])
        done += len(rows)
        if len(rows) < BATCH:
            return done


def _wrap(row: SubjectKey, key: bytes) -> tuple[Sealed, str]:
    ring_id, ring_key = next(iter(settings.CRM_KEY_RING.items()))
    return close(key, key=ring_key, key_id=ring_id.encode(), place=row.place), ring_id


def _key_number(sealed: Sealed) -> UUID:
    try:
        return UUID(bytes=sealed.key_id)
    except ValueError:
        raise Unreadable("format") from None
