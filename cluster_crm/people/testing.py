"""Invented staff for tests."""

from itertools import count
from typing import Any

from django.utils import timezone

from cluster_crm.people.actions.staff import register_staff
from cluster_crm.people.models import StaffMember
from privacy.actions.roles import Origin
from privacy.models import DataSubject
from privacy.vocabulary import Source

_numbers = count(1)


def make_staff_member(data_subject: DataSubject | None = None, **fields: Any) -> StaffMember:
    """Register somebody who works for us; `fields` are those of the staff member."""
    number = next(_numbers)
    given = {"given_name": "Sam", "family_name": f"Visser{number}", "email": f"sam{number}@example.com"}
    return register_staff(
        StaffMember(**given | fields),
        origin=Origin(Source.APPLICATION, "", timezone.localdate()),
        by=None,
        data_subject=data_subject,
    )


def make_full_staff_member(marker: str) -> StaffMember:
    """Register somebody of whom every personal column of staff holds something; each text holds the marker."""
    return make_staff_member(
        given_name=f"{marker}-Sam",
        infix="van",
        family_name=f"{marker}-Visser",
        email=f"{marker.lower()}.staff@example.com",
        phone="+31612000001",
        position=f"{marker} position",
        hr_reference=f"{marker}-7",
    )
