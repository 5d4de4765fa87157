"""Persons as pages about requests show them: by reference, and by name to those whose role may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.admin import site
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from privacy import permissions
from privacy.admin.masked import masks_of
from privacy.masks import rows_shown_to
from privacy.models import SubjectRole
from privacy.registry import person_model
from privacy.vocabulary import Category, SubjectKind

PersonKey = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One person in one role; name and address are empty where the row is gone or hidden from the role that asks."""

    reference: str
    name: str = ""
    address: str = ""
    is_erased: bool = False


def persons_shown(request: HttpRequest, keys: Iterable[PersonKey]) -> Mapping[PersonKey, ShownPerson]:
    """Return the persons by number and role: one query for the references, and one a role of persons for the names."""
    wanted = set(keys)
    roles = SubjectRole.objects.filter(data_subject__in={subject for subject, _kind in wanted})
    held = {(role.data_subject_id, role.subject_kind): role for role in reversed(roles.newest_first())}
    rows = {kind: _names(request, kind, held.keys()) for kind in {kind for _subject, kind in held}}
    shown = {}
    for (subject, kind), role in held.items():
        found = rows[kind].get(subject)
        address = _address(kind, subject) if found is not None else ""
        shown[subject, kind] = ShownPerson(str(role), found or "", address, role.erased_at is not None)
    return shown


def person_admin_name(model: type[Model], page: str) -> str:
    """Return the name of the address of an admin page of a model."""
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def _names(request: HttpRequest, kind: str, keys: Iterable[PersonKey]) -> Mapping[UUID, str]:
    """The persons of a role that the user may open, with their names where he may see those."""
    model: Any = person_model(kind)
    if model is None or not permissions.allows(request.user, "view", model._meta.label_lower):
        return {}
    subjects = [subject for subject, of_kind in keys if of_kind == kind]
    has_name = any(field.name == "full_name" for field in model._meta.concrete_fields)
    rows = model._base_manager.filter(pk__in=subjects)
    references = dict.fromkeys(rows.values_list("pk", flat=True), "")
    if has_name and masks_of(request).shows(Category.NAME, [SubjectKind(kind)]):
        named = rows_shown_to(model, permissions.role_of(request.user)).filter(pk__in=subjects)
        return references | dict(named.values_list("pk", "full_name"))
    return references


def _address(kind: str, subject: UUID) -> str:
    model = person_model(kind)
    if model is None or not site.is_registered(model):
        return ""
    return reverse(person_admin_name(model, "change"), args=[subject])
