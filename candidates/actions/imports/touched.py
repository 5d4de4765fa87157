"""Who has had contact, or was changed by anybody, since an import made him: read from the history of all stores."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

from candidates.models import ImportedPerson
from privacy.registry import PersonalModel, personal_models

NOT_OF_THE_PERSON: Final = frozenset({"candidates.importrow", "candidates.importfile", "candidates.importedperson"})
PROOF_OF_DEALINGS: Final = frozenset({"privacy.consentevent", "privacy.disclosure"})
SINCE: Final = """
SELECT DISTINCT ON (person) person, label FROM (
    SELECT k.person, s.label FROM unnest(%(people)s::uuid[], %(moments)s::timestamptz[]) AS k (person, moment)
    CROSS JOIN LATERAL ({sources}) s) found
ORDER BY person, label
"""


def touched_since(people: Sequence[ImportedPerson]) -> dict[UUID, str]:
    """The people with a trace from after their import, each with the label of a store that holds one; one query."""
    if not people:
        return {}
    parameters: dict[str, Any] = {
        "people": [person.data_subject_id for person in people],
        "moments": [person.imported_at for person in people],
    }
    with connection.cursor() as cursor:
        cursor.execute(SINCE.format(sources=" UNION ALL ".join(_sources(personal_models()))), parameters)
        return dict(cursor.fetchall())


def _sources(models: Iterable[PersonalModel]) -> Iterator[str]:
    """The stores that tell, table by table; names come from the models, never from outside."""
    for personal in models:
        if personal.label in NOT_OF_THE_PERSON or personal.token:
            continue
        if table := personal.history_table:
            rows = f"FROM {table} h WHERE h.data_subject_id = k.person AND h.history_date > k.moment"
        elif personal.label in PROOF_OF_DEALINGS:
            rows = f"FROM {personal.table} h WHERE h.data_subject_id = k.person"
        else:
            continue
        yield f"(SELECT '{personal.label}' AS label {rows} LIMIT 1)"
