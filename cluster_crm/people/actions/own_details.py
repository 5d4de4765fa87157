"""The deed by which a person changes his own contact details, and what each role offers him to change (GEN-11)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError

from cluster_crm.history.acting import acting
from cluster_crm.people.models import Person
from privacy.actions.preferences import HIMSELF
from privacy.actions.restriction import refuse_restricted
from privacy.actions.subjects import lock_live_role
from privacy.own_details import OwnDetails
from privacy.vocabulary import SubjectKind

CONTACT: Final = ("phone", "street", "postcode", "city")


def contact_details(model: type[Person], kind: SubjectKind) -> OwnDetails:
    """Return what people in a role may change of themselves: how they are reached, and nothing that others judged."""
    return OwnDetails(CONTACT, partial(change_own_details, model, kind))


def change_own_details(
    model: type[Person], kind: SubjectKind, data_subject_id: UUID, values: Mapping[str, str]
) -> Person:
    """Write what a person changed about himself; history says that it was he.

    It is no meaningful contact (4.2, AMB-05): keeping data right is his right and lengthens nothing. Raises
    ValidationError field by field, ProcessingRestricted and PersonErased.
    """
    with acting(None, HIMSELF):
        lock_live_role(data_subject_id, kind)
        refuse_restricted(data_subject_id, kind)
        rows: Any = model._base_manager
        person: Person = rows.select_for_update().get(pk=data_subject_id)
        changed = [name for name, value in values.items() if getattr(person, name) != value]
        for name in changed:
            setattr(person, name, values[name])
        if changed:
            _check(person, changed)
            person.save(update_fields=[*changed, "updated_at"])
    return person


def _check(person: Person, changed: list[str]) -> None:
    others = [field.name for field in person._meta.fields if field.name not in changed]
    person.clean_fields(exclude=others)
    try:
        person.clean()
    except ValidationError as error:
        errors = getattr(error, "error_dict", None)
        if errors is None or set(errors) & set(changed):
            raise
