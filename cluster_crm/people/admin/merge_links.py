"""From the page of a person to a merge, and from the number of an absorbed record to the person."""

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from cluster_crm.people.actions.merging import MERGE
from cluster_crm.people.models import Person
from privacy import permissions
from privacy.admin.records import is_restricted
from privacy.models import PersonMerge
from privacy.vocabulary import SubjectKind

NAME: Final = "admin:people_merge"


def merge_address(kind: SubjectKind | str, person: UUID, other: UUID | None = None) -> str:
    """Return the address of the pages that lead to a merge: by numbers, never by names."""
    asked = {"kind": str(kind), "person": str(person)} | ({"other": str(other)} if other else {})
    return f"{reverse(NAME)}?{urlencode(asked)}"


def merge_link(request: HttpRequest, person: Person, kind: SubjectKind) -> str:
    """Return the address for the button on the page of a person; empty where he is merged by nobody, or not by you."""
    may = permissions.allows_deed(request.user, MERGE) and kind != SubjectKind.STAFF and not is_restricted(person)
    return merge_address(kind, person.pk) if may else ""


def survivor_of(number: str) -> UUID | None:
    """Return the person into whose record another was merged; None for any other number."""
    try:
        absorbed = UUID(number)
    except ValueError:
        return None
    merge = PersonMerge.objects.standing().filter(absorbed=absorbed).first()
    return merge.data_subject_id if merge else None
