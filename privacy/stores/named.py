"""Persons whom we hold only because somebody named them: referees, emergency contacts (ERASE-08, SRC-07)."""

from collections.abc import Sequence
from uuid import UUID

from privacy.registry import PersonalModel, naming_models
from privacy.stores.rows import KEYS, Part, execute

GOING_ALONG = f"""
SELECT DISTINCT n.named, n.named_kind
FROM {KEYS} k
JOIN ({{namings}}) n ON n.person = k.data_subject_id AND n.person_kind = k.subject_kind
JOIN privacy_subjectrole r
    ON r.data_subject_id = n.named AND r.subject_kind = n.named_kind AND r.erased_at IS NULL
WHERE k.run_id = %(run)s AND NOT k.is_dependant
AND NOT EXISTS (SELECT FROM {KEYS} own WHERE own.run_id = k.run_id AND NOT own.is_dependant
    AND own.data_subject_id = n.named AND own.subject_kind = n.named_kind)
AND NOT EXISTS (SELECT FROM ({{namings}}) other WHERE other.named = n.named AND other.named_kind = n.named_kind
    AND NOT EXISTS (SELECT FROM {KEYS} named_by WHERE named_by.run_id = k.run_id AND NOT named_by.is_dependant
        AND named_by.data_subject_id = other.person AND named_by.subject_kind = other.person_kind))
ORDER BY 1, 2
"""

STAYING = f"""
UPDATE {KEYS} k SET state = 'stays'
WHERE k.run_id = %(run)s AND k.chunk = %(chunk)s AND k.state = 'pending' AND k.is_dependant
AND EXISTS (SELECT FROM ({{namings}}) n WHERE n.named = k.data_subject_id AND n.named_kind = k.subject_kind)
RETURNING k.id
"""


def going_along(run_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Person and role of everybody named by the persons of a run and by nobody else (one statement for all models)."""
    namings = _namings()
    return execute(GOING_ALONG.format(namings=namings), {"run": run_id}) if namings else []


def let_stay(part: Part) -> bool:
    """Take out of a part whoever is still named, for a hold or a new naming came between; tell whether there are any.

    Those who named them stand in earlier parts: their rows are gone already, unless they were refused.
    """
    namings = _namings()
    return bool(namings and part.execute(STAYING.format(namings=namings)))


def _namings() -> str:
    return " UNION ALL ".join(_select(personal) for personal in naming_models())


def _select(personal: PersonalModel) -> str:
    record = personal.record
    kind = f"'{record.kind.value}'" if record.kind else "t.subject_kind"
    return (
        f"SELECT t.data_subject_id AS person, {kind}::text AS person_kind, t.{personal.names_column} AS named,"
        f" '{record.names_kind}'::text AS named_kind FROM {personal.table} t"
    )
