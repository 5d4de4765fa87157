"""What is held about one person, value by value: by what he could be found elsewhere."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import CharField, TextField

from privacy.registry import PersonalField, personal_models

SHORTEST = 4


def values_of(data_subject_id: UUID) -> dict[str, str]:
    """Each text in the personal columns of a person, with the label of a field that holds it.

    Choices, files, sealed values and texts under four letters are left out: they point at nobody.
    """
    found: dict[str, str] = {}
    for personal in personal_models():
        fields = [field for field in personal.fields if _tells(field)]
        rows = personal.model._base_manager.filter(**{personal.record.subject: data_subject_id})
        for values in rows.values_list(*[field.field.name for field in fields]) if fields else ():
            for field, value in zip(fields, values, strict=True):
                for text in _texts(value):
                    found.setdefault(text, f"{personal.label}.{field.field.name}")
    return found


def _tells(field: PersonalField) -> bool:
    return isinstance(field.field, CharField | TextField) and not field.field.choices


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and len(value.strip()) >= SHORTEST:
        yield value.strip()
