"""Versions of the privacy policy: which one is in force, what it would say now, and publishing the next."""

import hashlib
import json
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.exceptions import AlreadyPublished, NoPolicyPublished
from privacy.models import PolicyVersion
from privacy.models.policy import LANGUAGES
from privacy.policy_changes import Change, changes
from privacy.policy_document import document_of
from privacy.policy_facts import Facts, gather_facts
from privacy.profiles.texts_notices import PROSE
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


def facts_now() -> Facts:
    """Return what a notice would be made from now: as JSON holds it, so that it compares with what was published."""
    facts: Facts = json.loads(json.dumps(gather_facts(PROSE)))
    return facts


def unpublished_changes(facts: Facts | None = None) -> list[Change]:
    """Return what the newest published version does not say yet: catalogue, registry, parties or prose changed.

    Empty where nothing changed, and where no version was published or the last is older than this system.
    """
    last = PolicyVersion.objects.published().first()
    if last is None or not last.facts:
        return []
    now = facts_now() if facts is None else facts
    return [] if hash_of(now) == last.fingerprint else changes(last.facts, now)


@transaction.atomic
def publish_policy(version: PolicyVersion, *, by: AbstractBaseUser | None = None) -> PolicyVersion:
    """Publish a version: what is generated now is fixed in both languages, and collections name it (GEN-04, GEN-05)."""
    with acting(by.pk if by else None, "policy published"):
        if version.pk and PolicyVersion.objects.select_for_update().get(pk=version.pk).published_at is not None:
            raise AlreadyPublished
        version.facts = facts_now()
        version.fingerprint = hash_of(version.facts)
        version.document = {language: document_of(version.facts, language) for language in LANGUAGES}
        version.text_hash = hash_of([version.text_nl, version.text_en, version.document])
        version.published_at = timezone.now()
        version.save()
    return version


def hash_of(content: object) -> str:
    """Return the SHA-256 of something that JSON can hold, in one way of writing it."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
