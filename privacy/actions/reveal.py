"""Sealing values and showing them again, to whom the catalogue allows it, and never without a trace (SEC-01)."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FieldFile

from privacy import permissions
from privacy.actions.keys import key_for_sealing, key_that_opens, organisation_key_for_sealing
from privacy.actions.restriction import refuse_restricted
from privacy.envelope import Place, Sealed, close, open_sealed
from privacy.exceptions import NotForYourRole
from privacy.labels import category_of, field_label, kind_of
from privacy.masks import subject_id_of
from privacy.models import ReadLogEntry
from privacy.models.catalogue_view import Catalogue
from privacy.registry import origin_of
from privacy.vocabulary import Purpose


def seal(row: models.Model, field: str, value: str) -> None:
    """Put a sealed value into a field of a row that the caller then saves.

    A row that is about nobody names the organisation whose value it is as its `recipient`.
    """
    person = subject_id_of(row)
    key_row, key = key_for_sealing(person, kind_of(row)) if person else organisation_key_for_sealing(_recipient(row))
    setattr(row, field, close(value.encode(), key=key, key_id=key_row.pk.bytes, place=_place(row, field)))


def seal_file(row: models.Model, field: str, content: bytes) -> None:
    """Store a file under a key that the field makes up, as an envelope; the caller then saves the row."""
    key_row, key = key_for_sealing(subject_id_of(row), kind_of(row))
    sealed = close(content, key=key, key_id=key_row.pk.bytes, place=_place(row, field))
    getattr(row, field).save("", ContentFile(bytes(sealed)), save=False)


def reveal(row: models.Model, field: str, *, purpose: Purpose, by: AbstractBaseUser) -> str:
    """Return a sealed value to somebody whose role may see it, for a purpose that the catalogue allows.

    The read log is written first. In a request the answer leaves after the commit, so what is rolled back was never
    shown. A row of the audit history opens too.
    """
    _refuse(row, field, purpose=purpose, by=by)
    return _logged(row, field, purpose=purpose, by=by).decode()


def reveal_file(row: models.Model, field: str, *, purpose: Purpose, by: AbstractBaseUser) -> bytes:
    """Return the content of a sealed file, by the rules of `reveal()`."""
    _refuse(row, field, purpose=purpose, by=by)
    return _logged(row, field, purpose=purpose, by=by)


def _refuse(row: models.Model, field: str, *, purpose: Purpose, by: AbstractBaseUser) -> None:
    kind, category = kind_of(row), category_of(field_label(row, field))
    catalogue = Catalogue.load(kind)
    catalogue.require_purpose(purpose, category)
    role = permissions.role_of(by)
    if role is None or category not in catalogue.visible_to(role):
        raise NotForYourRole(category.value)
    if person := subject_id_of(row):
        refuse_restricted(person, kind)


def reveal_to_person(row: models.Model, field: str, *, by: AbstractBaseUser | None) -> str:
    """Return a sealed value for the answer to the person's own request (Article 15), whatever `by` may see himself.

    Without `by` it is the person himself who asked, on his own page.
    """
    return reveal_bytes_to_person(row, field, by=by).decode()


def reveal_bytes_to_person(row: models.Model, field: str, *, by: AbstractBaseUser | None) -> bytes:
    """Return a sealed value or file for the answer to the person's own request, as it was sealed."""
    return _logged(row, field, purpose=Purpose.RIGHTS_REQUEST, by=by)


def _logged(row: models.Model, field: str, *, purpose: Purpose, by: AbstractBaseUser | None) -> bytes:
    actor = by.pk if by else None
    ReadLogEntry.objects.create(field=field_label(row, field), purpose=purpose, actor_id=actor, **_owner(row))
    sealed = _sealed(getattr(row, field))
    return open_sealed(sealed, key=key_that_opens(sealed), place=_place(row, field))


def _sealed(value: Sealed | FieldFile) -> Sealed:
    if isinstance(value, Sealed):
        return value
    with value.open("rb") as file:
        return Sealed(file.read())


def _owner(row: models.Model) -> dict[str, Any]:
    person = subject_id_of(row)
    return {"data_subject_id": person, "subject_kind": kind_of(row)} if person else {"recipient_id": _recipient(row)}


def _recipient(row: models.Model) -> UUID:
    number: UUID = row.serializable_value("recipient")
    return number


def _place(row: models.Model, field: str) -> Place:
    """The place of the live row, also for a row of its history."""
    model = origin_of(type(row))
    number: UUID = getattr(row, model._meta.pk.attname)
    columns = {known.name: str(known.column) for known in model._meta.concrete_fields}
    return Place(model._meta.db_table, columns[field], number)
