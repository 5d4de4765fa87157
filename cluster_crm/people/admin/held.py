"""The panel on a person's page that says what else we hold: a number and a way to it, by reference, not by name."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cluster_crm.people import held
from cluster_crm.people.models import Person
from privacy import permissions
from privacy.admin.masked import masks_of
from privacy.admin.records import is_restricted
from privacy.admin.shown_persons import person_admin_name
from privacy.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the panel; addresses are empty where there is nothing to open, or nothing may be added."""

    title: str
    number: int
    address: str
    add_address: str


def held_context(request: HttpRequest, person: Person, kind: SubjectKind) -> dict[str, Any]:
    """Return what the template asks for."""
    lines = held.lines_of(person.pk, kind, actor=request.user, masks=masks_of(request))
    return {"also_held": [_shown(request, person, line) for line in lines]}


def _shown(request: HttpRequest, person: Person, line: held.Line) -> ShownLine:
    model = line.held.model
    may_add = permissions.allows(request.user, "add", model._meta.label_lower) and not is_restricted(person)
    add_address = f"{reverse(person_admin_name(model, 'add'))}?{line.held.asks}={person}" if may_add else ""
    return ShownLine(str(model._meta.verbose_name_plural), line.number, _address(line), add_address)


def _address(line: held.Line) -> str:
    if line.number == 1:
        return reverse(person_admin_name(line.held.model, "change"), args=[line.key])
    return reverse(person_admin_name(line.held.model, "changelist")) if line.number else ""
