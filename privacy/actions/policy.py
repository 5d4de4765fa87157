"""Publishing a version of the privacy policy."""

import hashlib

from django.utils import timezone

from privacy.models import PolicyVersion


def publish_policy(version: PolicyVersion) -> PolicyVersion:
    """Publish a version: from now on its text is fixed, and collections name it (GEN-04, GEN-05)."""
    version.text_hash = hashlib.sha256(version.text.encode()).hexdigest()
    version.published_at = timezone.now()
    version.save()
    return version
