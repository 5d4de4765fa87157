"""Versions of the privacy policy: which one is in force, and publishing the next."""

import hashlib
import json
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.exceptions import AlreadyPublished, NoPolicyPublished
from privacy.models import PolicyVersion
from privacy.vocabulary import Source


def current_policy(on: date | None = None) -> PolicyVersion:
    """Return the version in force on a day (today); raises NoPolicyPublished where there is none yet (GEN-05)."""
    version = PolicyVersion.objects.in_force(on).first()
    if version is None:
        raise NoPolicyPublished
    return version


def shown_policy(source: Source, on: date) -> PolicyVersion | None:
    """Return the version that a person saw where he gave his data; None where he saw none, and must be sent it."""
    return PolicyVersion.objects.in_force(on).first() if source.shows_notice else None


@transaction.atomic
def publish_policy(version: PolicyVersion, *, by: AbstractBaseUser | None = None) -> PolicyVersion:
    """Publish a version: from now on its text is fixed, and collections name it (GEN-04, GEN-05)."""
    with acting(by.pk if by else None, "policy published"):
        if version.pk and PolicyVersion.objects.select_for_update().get(pk=version.pk).published_at is not None:
            raise AlreadyPublished
        version.text_hash = hash_of([version.text_nl, version.text_en, version.document])
        version.published_at = timezone.now()
        version.save()
    return version


def hash_of(content: object) -> str:
    """Return the SHA-256 of something that JSON can hold, in one way of writing it."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
