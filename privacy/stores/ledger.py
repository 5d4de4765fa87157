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
    """Write one entry a person and role with the counts of the part, and the keyed hashes that a restore needs."""
    part.execute(
        "INSERT INTO privacy_erasureledgerentry"
        " (id, data_subject_id, subject_kind, run_id, ground, counts, executed_at)"
        " SELECT gen_random_uuid(), k.data_subject_id, k.subject_kind, %s, %s, coalesce(c.counts, '{}'), now()"
        f" FROM {KEYS} k LEFT JOIN ("
        " SELECT data_subject_id, subject_kind, jsonb_object_agg(model_label, rows) AS counts FROM ("
        "  SELECT data_subject_id, subject_kind, model_label, sum(rows) AS rows FROM erasure_count GROUP BY 1, 2, 3"
        " ) s GROUP BY 1, 2) c USING (data_subject_id, subject_kind)"
        " WHERE k.run_id = %s AND k.chunk = %s AND k.state = 'pending'",
        [part.run_id, ground, part.run_id, part.chunk],
    )
    columns = list(zip(*digests, strict=True)) or [(), (), (), ()]
    part.execute(
        "INSERT INTO privacy_erasuredigest"
        " (id, data_subject_id, subject_kind, entry_id, identifier, digest, drop_on)"
        " SELECT gen_random_uuid(), d.subject, d.kind, e.id, d.identifier, d.digest, %s"
        " FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[]) AS d(subject, kind, identifier, digest)"
        " JOIN privacy_erasureledgerentry e"
        " ON e.run_id = %s AND e.data_subject_id = d.subject AND e.subject_kind = d.kind",
        [drop_on, *(list(column) for column in columns), part.run_id],
    )


def close(part: Part) -> None:
    """Add what went to the account of the run, close the roles and mark the persons as erased."""
    part.execute(
        "UPDATE privacy_erasureline l"
        " SET erased_rows = l.erased_rows + c.live, erased_history = l.erased_history + c.past"
        " FROM (SELECT model_label, coalesce(sum(rows) FILTER (WHERE NOT is_history), 0) AS live,"
        " coalesce(sum(rows) FILTER (WHERE is_history), 0) AS past FROM erasure_count GROUP BY 1) c"
        " WHERE l.run_id = %(run)s AND l.model_label = c.model_label"
    )
    part.execute(
        "UPDATE privacy_subjectrole r SET erased_at = now()"
        f" FROM {KEYS} k WHERE k.run_id = %(run)s AND k.chunk = %(chunk)s AND k.state = 'pending'"
        " AND r.data_subject_id = k.data_subject_id AND r.subject_kind = k.subject_kind AND r.erased_at IS NULL"
    )
    part.execute(
        f"UPDATE {KEYS} SET state = 'erased' WHERE run_id = %(run)s AND chunk = %(chunk)s AND state = 'pending'"
    )


def drop_expired(on: date) -> int:
    """Drop the keyed hashes that no backup needs any more; the entries without them stay as proof."""
    with transaction.atomic(), as_eraser():
        return ErasureDigest.objects.expired(on).delete()[0]
