"""Which kinds of data are really held about persons, for a notice that says so (Article 14(1)(d))."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import connection

from privacy.registry import SUBJECT_COLUMN, PersonalField, PersonalModel, personal_models
from privacy.vocabulary import Category, SubjectKind

OF_OUR_OWN = frozenset({Category.PRIVACY_RECORD})
"""What we keep because the law wants it kept: it is in the notice, and says nothing of where data came from."""


def categories_held(persons: Collection[UUID], kind: SubjectKind | str) -> Mapping[UUID, frozenset[Category]]:
    """Return the kinds of data that some persons' rows hold in a role; one statement a table, however many persons."""
    found: dict[UUID, set[Category]] = defaultdict(set)
    for personal in personal_models():
        if _is_asked(personal, kind):
            for person, categories in _in_table(personal, list(persons), str(kind)):
                found[person] |= categories
    return {person: frozenset(categories) for person, categories in found.items()}


def _is_asked(personal: PersonalModel, kind: SubjectKind | str) -> bool:
    has_column = SUBJECT_COLUMN in {field.column for field in personal.model._meta.local_concrete_fields}
    return has_column and personal.record.kind in {None, kind} and bool(_by_category(personal))


def _by_category(personal: PersonalModel) -> dict[Category, list[PersonalField]]:
    found: dict[Category, list[PersonalField]] = defaultdict(list)
    for field in personal.fields:
        if field.category not in OF_OUR_OWN:
            found[field.category].append(field)
    return found


def _in_table(personal: PersonalModel, persons: list[UUID], kind: str) -> Iterable[tuple[UUID, frozenset[Category]]]:
    quote = connection.ops.quote_name
    groups = _by_category(personal)
    columns = ", ".join(f"bool_or({_is_filled(fields)})" for fields in groups.values())
    where = f"{SUBJECT_COLUMN} = ANY(%s)" + (" AND subject_kind = %s" if personal.has_kind_column else "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {SUBJECT_COLUMN}, {columns} FROM {quote(personal.table)} WHERE {where} GROUP BY {SUBJECT_COLUMN}",
            [persons, kind] if personal.has_kind_column else [persons],
        )
        for person, *filled in cursor.fetchall():
            yield person, frozenset(category for category, is_filled in zip(groups, filled, strict=True) if is_filled)


def _is_filled(fields: Iterable[PersonalField]) -> str:
    """Whether any of some columns says something: empty text and empty lists do not."""
    quote = connection.ops.quote_name
    return " OR ".join(f"coalesce({quote(field.column)}::text, '') NOT IN ('', '{{}}', '[]')" for field in fields)
