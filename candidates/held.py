"""What we hold about candidates and staff on pages of their own, as their own page counts it.

Adjustments and declarations of religion are not counted: that there is one says what it is about (Article 9).
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from candidates.models import (
    Assessment,
    ConductCheck,
    DrivingLicence,
    EmergencyContact,
    EmergencyNaming,
    Employment,
    FinancialCheck,
    IdCopy,
    IdentityCheck,
    Photo,
    Referee,
    RefereeNaming,
    ReferenceCheck,
    WorkPermit,
)
from candidates.models.named_people import PRINCIPAL_SEEN_BY, PRINCIPALS
from cluster_crm.people.held import Held, Rows
from privacy.models import ConsentEvent
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, Role, SubjectKind

CANDIDATES: Final = frozenset({SubjectKind.CANDIDATE})


def in_role(model: type[Any]) -> Callable[[UUID, str], Rows]:
    """Rows that say in which role they are about a person."""
    return lambda person, kind: model._default_manager.filter(data_subject_id=person, subject_kind=kind)


def may_know_named(role: Role | None, kind: SubjectKind) -> bool:
    """Whom staff named is no business of recruiters, and the other way round (REF-DATA-04)."""
    return role is not None and PRINCIPAL_SEEN_BY.get(role) == kind


def of_candidate(model: type[PersonalModel], category: Category, *, subject: str = "candidate") -> Held:
    """Rows about a candidate, whom they name in one column."""
    rows: Callable[[UUID, str], Rows] = lambda person, _kind: model._default_manager.filter(**{f"{subject}_id": person})  # noqa: E731 - a line of its own says no more
    return Held(model, CANDIDATES, rows, "candidate", category)


HELD: Final = (
    Held(
        Referee,
        frozenset(PRINCIPALS),
        in_role(RefereeNaming),
        "principal",
        Category.REFERENCES,
        "referee_id",
        may_know_named,
    ),
    of_candidate(ReferenceCheck, Category.REFEREE_STATEMENTS),
    Held(
        EmergencyContact,
        frozenset(PRINCIPALS),
        in_role(EmergencyNaming),
        "principal",
        Category.EMERGENCY_CONTACTS,
        "contact_id",
        may_know_named,
    ),
    Held(ConsentEvent, CANDIDATES, in_role(ConsentEvent), "candidate"),
    of_candidate(Photo, Category.PHOTO),
    of_candidate(Assessment, Category.ASSESSMENT),
    of_candidate(FinancialCheck, Category.FINANCIAL_CHECK),
    of_candidate(ConductCheck, Category.CRIMINAL),
    of_candidate(DrivingLicence, Category.IDENTITY_DOCUMENT),
    of_candidate(IdentityCheck, Category.IDENTITY_DOCUMENT, subject="data_subject"),
    of_candidate(IdCopy, Category.IDENTITY_DOCUMENT, subject="data_subject"),
    of_candidate(WorkPermit, Category.IMMIGRATION, subject="data_subject"),
    of_candidate(Employment, Category.PAYROLL, subject="data_subject"),
)
