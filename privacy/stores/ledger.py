"""The proof of an erasure, written for a set of persons at once: the ledger, its digests, the account."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from privacy.models.ledger import ErasureDigest
from privacy.stores.eraser import as_eraser
from privacy.stores.rows import KEYS, Part

Digest = tuple[UUID, str, str, str]


def write(part: Part, ground: str, digests: Iterable[Digest], *, drop_on: date) -> None:
    """Write one entry a person and role with the counts of the part, and the keyed hashes that a restore needs.

    The numbers of absorbed records get entries too: a backup from before the merge holds the person under those.
    """
    part.execute(
        "INSERT INTO privacy_erasureledgerentry"
        " (id, data_subject_id, subject_kind, run_id, ground, counts, executed_at)"
        " SELECT k.entry_id, k.data_subject_id, k.subject_kind, %s, %s, coalesce(c.counts, '{}'), now()"
        " FROM erasure_person k LEFT JOIN ("
        " SELECT data_subject_id, subject_kind, jsonb_object_agg(model_label, rows) AS counts FROM ("
        "  SELECT data_subject_id, subject_kind, model_label, sum(rows) AS rows FROM erasure_count GROUP BY 1, 2, 3"
        " ) s GROUP BY 1, 2) c USING (data_subject_id, subject_kind)",
        [part.run_id, ground],
    )
    # Joined texts, as an array is costly to escape; numbers, codes and hexadecimal digits hold no comma.
    columns = [",".join(map(str, column)) for column in zip(*digests, strict=True)] or ["", "", "", ""]
    part.execute(
        "INSERT INTO privacy_erasuredigest"
        " (id, data_subject_id, subject_kind, entry_id, identifier, digest, drop_on)"
        " SELECT gen_random_uuid(), d.subject, d.kind, k.entry_id, d.identifier, d.digest, %s"
        " FROM unnest(string_to_array(%s, ',')::uuid[], string_to_array(%s, ','), string_to_array(%s, ','),"
        " string_to_array(%s, ',')) AS d(subject, kind, identifier, digest)"
        " JOIN erasure_person k ON k.data_subject_id = d.subject AND k.subject_kind = d.kind",
        [drop_on, *columns],
    )


def close(part: Part) -> None:
    """Add what went to the account of the run, close the roles and mark the persons as erased (one statement)."""
    part.execute(
        "WITH account AS (UPDATE privacy_erasureline l"
        " SET erased_rows = l.erased_rows + c.live, erased_history = l.erased_history + c.past"
        " FROM (SELECT model_label, coalesce(sum(rows) FILTER (WHERE NOT is_history), 0) AS live,"
        " coalesce(sum(rows) FILTER (WHERE is_history), 0) AS past FROM erasure_count GROUP BY 1) c"
        " WHERE l.run_id = %(run)s AND l.model_label = c.model_label),"
        " roles AS (UPDATE privacy_subjectrole r SET erased_at = now() FROM erasure_person k"
        " WHERE r.data_subject_id = k.data_subject_id AND r.subject_kind = k.subject_kind AND r.erased_at IS NULL)"
        f" UPDATE {KEYS} SET state = 'erased' WHERE run_id = %(run)s AND chunk = %(chunk)s AND state = 'pending'"
    )


def drop_expired(on: date) -> int:
    """Drop the keyed hashes that no backup needs any more; the entries without them stay as proof."""
    with transaction.atomic(), as_eraser():
        return ErasureDigest.objects.expired(on).delete()[0]
