"""Deeds on the ways in for a person without an account: make a link, open it once, visit, leave (CONS-02)."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from privacy.actions.usable import lock_persons
from privacy.exceptions import LinkNotUsable, PersonErased
from privacy.models import LinkRequest, PersonLink, SubjectRole
from privacy.models.person_links import LINK_TERM

SEEN_AT_MOST_EVERY: Final = timedelta(minutes=1)
REQUEST_TERM: Final = timedelta(days=1)


@transaction.atomic
def make_link(data_subject_id: UUID) -> str:
    """Return the token of a link that opens something of a person once, within 15 minutes; only its hash is stored.

    Raises PersonErased.
    """
    token = secrets.token_urlsafe(32)
    lock_persons([data_subject_id])
    if not SubjectRole.objects.live().filter(data_subject=data_subject_id).exists():
        raise PersonErased(str(data_subject_id))
    PersonLink.objects.create(
        data_subject_id=data_subject_id,
        token_hash=_hash(token),
        expires_at=timezone.now() + LINK_TERM,
    )
    return token


def find_link(token: str) -> PersonLink | None:
    """Return the link of a token while it still opens something, without opening it: a scanner of mail may look."""
    return PersonLink.objects.unopened(timezone.now()).filter(token_hash=_hash(token)).first()


@transaction.atomic
def open_link(token: str) -> tuple[PersonLink, str]:
    """Use up a link; return its row and the token of the visit that it opens, which takes the link's place.

    Two at once open it once. Raises LinkNotUsable, which does not say why (LAW-05).
    """
    now = timezone.now()
    link = PersonLink.objects.select_for_update().unopened(now).filter(token_hash=_hash(token)).first()
    if link is None:
        raise LinkNotUsable
    visit = secrets.token_urlsafe(32)
    link.token_hash, link.opened_at, link.seen_at = _hash(visit), now, now
    link.save(update_fields=["token_hash", "opened_at", "seen_at"])
    return link, visit


def visit_of(token: str) -> PersonLink | None:
    """Return the visit that a cookie names while it goes on, and keep that it was used."""
    now = timezone.now()
    visit = PersonLink.objects.running(now).filter(token_hash=_hash(token)).first() if token else None
    if visit and visit.seen_at and now - visit.seen_at > SEEN_AT_MOST_EVERY:
        visit.seen_at = now
        PersonLink.objects.filter(pk=visit.pk).update(seen_at=now)
    return visit


def leave(token: str) -> None:
    """End a visit: its cookie opens nothing any more."""
    PersonLink.objects.filter(token_hash=_hash(token), opened_at__isnull=False).delete()


def forget_links() -> int:
    """Delete links and visits that open nothing any more, and what no worker got to in a day; return how many."""
    now = timezone.now()
    gone, _by_model = PersonLink.objects.over(now).delete()
    late, _by_model = LinkRequest.objects.filter(made_at__lt=now - REQUEST_TERM).delete()
    return gone + late


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
