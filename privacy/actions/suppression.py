"""Deeds on the suppression list: add an address, and look up a batch before it is used or created (MKT-07)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from privacy.keyed_hash import hash_identifier
from privacy.models import MergeStep, SuppressionEntry
from privacy.vocabulary import Channel, Identifier, Purpose


@transaction.atomic
def suppress(
    identifier: Identifier,
    value: str,
    *,
    reason: SuppressionEntry.Reason,
    purpose: Purpose | str = "",
    channel: Channel | str = "",
) -> SuppressionEntry:
    """Block marketing to an address, for a purpose and channel or for all; what stands there already stays.

    Also where only a merge put it there: from now on the person said so, and the undo of that merge leaves it.
    """
    entry, is_new = SuppressionEntry.objects.get_or_create(
        identifier=identifier,
        digest=hash_identifier(identifier, value),
        purpose=purpose,
        channel=channel,
        defaults={"reason": reason},
    )
    if not is_new:
        MergeStep.objects.filter(
            act=MergeStep.Act.MADE, place=SuppressionEntry._meta.label_lower, row=str(entry.pk)
        ).delete()
    return entry


def listed_digests(batch: Iterable[tuple[Identifier, str]]) -> frozenset[str]:
    """Return the keyed hashes of the batch's addresses that are on the list, for a preview: no hit is counted."""
    digests = {hash_identifier(identifier, value) for identifier, value in batch if value}
    return frozenset(SuppressionEntry.objects.filter(digest__in=digests).values_list("digest", flat=True))


@transaction.atomic
def suppressed_digests(batch: Iterable[tuple[Identifier, str]]) -> frozenset[str]:
    """Return the keyed hashes of the batch's addresses that are on the list, and count the hits.

    One query for a batch of any size, and a second where something was hit. A caller finds his rows again by
    `hash_identifier`; a hit blocks marketing and is shown to the privacy officer, and never blocks the row itself.
    """
    digests = {hash_identifier(identifier, value) for identifier, value in batch if value}
    entries = SuppressionEntry.objects.filter(digest__in=digests)
    hits = frozenset(entries.values_list("digest", flat=True))
    if hits:
        entries.update(hit_count=F("hit_count") + 1, last_hit_at=Now())
    return hits
