"""Rows that only a rule lets in, recorded when every rule agrees."""

from collections.abc import Mapping
from typing import TypeVar

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.restriction import refuse_restricted
from privacy.actions.reveal import seal
from privacy.actions.subjects import lock_live_role
from privacy.fields import EncryptedField
from privacy.labels import kind_of
from privacy.masks import subject_id_of
from privacy.models.personal import PersonalModel

Row = TypeVar("Row", bound=PersonalModel)


def record(row: Row, *, by: User | None, sealed: Mapping[str, str] | None = None) -> Row:
    """Save a row about a person whom we hold and may work with, once its own rules and the catalogue allow it.

    `sealed` are the plain values of its encrypted fields. Each refusal keeps its own name; none repeats a value.
    """
    person, kind = subject_id_of(row), kind_of(row)
    with acting(by.pk if by else None, reason_of(type(row))):
        lock_live_role(person, kind)
        refuse_restricted(person, kind)
        row.clean()
        for field, value in (sealed or {}).items():
            seal(row, field, value)
        row.full_clean()
        row.save()
    return row


def reason_of(model: type[PersonalModel]) -> str:
    """Return what the history says of deeds on a model."""
    return f"candidates.{model._meta.model_name}"


def sealed_field_of(model: type[PersonalModel]) -> str:
    """Return the name of a model's encrypted field, or nothing where it has none."""
    return next((field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedField)), "")
