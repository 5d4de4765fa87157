"""Invented people who were named, for tests: referees, emergency contacts and next of kin."""

from itertools import count
from typing import Any
from zlib import crc32

from django.utils import timezone

from candidates.actions.named_people import name_emergency_contact, name_referee
from candidates.models import Candidate, EmergencyContact, EmergencyNaming, Referee, ReferenceCheck
from candidates.testing_pipeline import make_application, make_placement
from cluster_crm.accounts.models import User
from cluster_crm.people.models import Person
from privacy.actions.consents import record_consent
from privacy.actions.roles import Origin
from privacy.models import ConsentEvent, PolicyVersion, SubjectRole
from privacy.testing import make_policy
from privacy.vocabulary import Purpose, Source, SubjectKind

_numbers = count(1)


def role_of(person: Person) -> SubjectRole:
    """Return the role in which a person is held."""
    return SubjectRole.objects.get(pk=person.number)


def told(source_detail: str = "") -> Origin:
    """Say that the principal told us today."""
    return Origin(Source.INTERVIEW, source_detail, timezone.localdate())


def make_referee(principal: Person | None = None, *, relation: str = "manager", **fields: Any) -> Referee:
    """Have a candidate, new where none is given, name a referee; `fields` are those of the referee."""
    number = next(_numbers)
    given = {"given_name": "Rik", "family_name": f"Jansen{number}", "email": f"rik{number}@example.com"}
    naming = name_referee(
        role_of(principal or make_application().candidate),
        Referee(**given | fields),
        relation=relation,
        origin=told(),
        by=None,
    )
    return Referee.objects.get(pk=naming.named_id)


def make_emergency_contact(
    principal: Person | None = None,
    *,
    relation: str = "sister",
    relation_kind: EmergencyNaming.RelationKind = EmergencyNaming.RelationKind.EMERGENCY,
    **fields: Any,
) -> EmergencyContact:
    """Have a placed candidate, new where none is given, name somebody to call; `fields` are those of the contact."""
    number = next(_numbers)
    given = {"given_name": "Els", "family_name": f"Bakker{number}", "phone": f"+3161{number:07}"}
    naming = name_emergency_contact(
        role_of(principal or make_placement().candidate),
        EmergencyContact(**given | fields),
        relation=relation,
        relation_kind=relation_kind,
        origin=told(),
        by=None,
    )
    return EmergencyContact.objects.get(pk=naming.named_id)


def fill_named(candidate: Candidate, marker: str, *, by: User | None = None) -> ReferenceCheck:
    """Have a candidate whom we employed name people and give a reference; each text holds the marker."""
    low, role, origin = marker.lower(), role_of(candidate), told(f"{marker} talk")
    naming = name_referee(
        role,
        Referee(**_named(marker, "Rik"), email=f"{low}.rik@example.com", phone=_phone(low, 1), employer=f"{marker} BV"),
        relation=f"{marker} manager",
        origin=origin,
        by=by,
    )
    name_emergency_contact(
        role,
        EmergencyContact(
            **_named(marker, "Els"),
            email=f"{low}.els@example.com",
            phone=_phone(low, 2),
            other_phone=_phone(low, 3),
        ),
        relation=f"{marker} sister",
        origin=origin,
        by=by,
    )
    return ReferenceCheck.objects.create(
        candidate=candidate,
        application=make_application(candidate, by=by, source_detail=f"{marker} letter"),
        referee_id=naming.named_id,
        announced_on=origin.collected_on,
        given_on=origin.collected_on,
        period_confirmed=ReferenceCheck.Answer.YES,
        role_confirmed=ReferenceCheck.Answer.YES,
        would_work_together_again=ReferenceCheck.Answer.UNKNOWN,
        text=f"{marker} remark",
        outcome=ReferenceCheck.Outcome.CONFIRMED,
        response=f"{marker} answer",
        source=Source.REFEREE,
        source_detail=f"{marker} call",
        collected_on=origin.collected_on,
    )


def _named(marker: str, given_name: str) -> dict[str, str]:
    return {"given_name": f"{marker}-{given_name}", "infix": "van", "family_name": f"{marker}-Smit"}


def _phone(low: str, number: int) -> str:
    return f"+316{10_000_000 + crc32(f'{low}{number}'.encode()) % 80_000_000}"


def permit_references(principal: Person) -> ConsentEvent:
    """Have somebody permit that his referees are approached (USE-RE-01)."""
    return record_consent(
        principal.pk,
        SubjectKind(role_of(principal).subject_kind),
        purpose=Purpose.REFERENCE_CHECK,
        method=ConsentEvent.Method.WRITTEN,
        text_version="1",
        language="nl",
        policy_version=PolicyVersion.objects.first() or make_policy(),
        is_affirmed=True,
    )
