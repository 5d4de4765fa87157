"""Which texts are guarded: every declared personal column in which somebody writes freely, read from the registry."""

from functools import cache
from typing import Final

from django.db.models import CharField, Model, TextField

from privacy.registry import PersonalField, PersonalModel, personal_models
from privacy.vocabulary import Category

ROOM_FOR_A_SENTENCE: Final = 200
NOT_GUARDED: Final = frozenset({Category.NAME, Category.CONTACT, Category.ACCOUNT, Category.PRIVACY_RECORD})
"""Names and addresses are no sentences; the file of a request or hold may have to say what it is about."""


def is_guarded(field: PersonalField) -> bool:
    """Return whether a column takes free text about a person."""
    column = field.field
    is_text = isinstance(column, TextField) or (
        isinstance(column, CharField) and (column.max_length or 0) >= ROOM_FOR_A_SENTENCE
    )
    is_free = not (column.choices or column.generated or field.identifier)
    return is_text and is_free and field.category not in NOT_GUARDED


@cache
def guarded_models() -> dict[type[Model], PersonalModel]:
    """Return the models with such columns; rows that hold a token in the place of a person have none."""
    return {
        personal.model: personal
        for personal in personal_models()
        if personal.token is None and any(is_guarded(field) for field in personal.fields)
    }


@cache
def guarded_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the guarded fields of a model; none for any other model."""
    personal = guarded_models().get(model)
    return tuple(field.field.name for field in personal.fields if is_guarded(field)) if personal else ()
