"""The shape of a country profile: typed rows that the catalogue is filled from."""

from dataclasses import KW_ONLY, dataclass
from datetime import date

from privacy.models.catalogue import ClientView
from privacy.vocabulary import (
    Category,
    LawfulBasis,
    Purpose,
    RetentionClass,
    Role,
    SpecialCondition,
    Stage,
    SubjectKind,
)

Purposes = tuple[Purpose, ...]
Roles = tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A weighing of legitimate interests for one purpose (LB-01)."""

    purpose: Purpose
    subject_kinds: tuple[SubjectKind, ...]
    interest: str
    necessity: str
    balance: str
    interest_nl: str
    balance_nl: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the catalogue; `assessed_for` names the assessment that a row on legitimate interests rests on."""

    kind: SubjectKind
    requirements: str
    category: Category
    retention: RetentionClass
    purposes: Purposes
    visible_to: Roles
    _: KW_ONLY
    basis: LawfulBasis
    stage: Stage = Stage.ANY
    consent_purposes: Purposes = ()
    assessed_for: Purpose | None = None
    condition: SpecialCondition | None = None
    client_may_see: ClientView = ClientView.NO
    is_encrypted: bool = False
    logs_reads: bool = False
    is_active: bool = True
    legal_source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """An article, as it is cited, with what it is about and where it can be read (GLO-09)."""

    citation: str
    country: str
    title_nl: str
    title_en: str
    address: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The rows that an installation in one country starts with."""

    code: str
    reviewer: str
    assessed_on: date
    review_on: date
    assessments: tuple[Assessment, ...]
    entries: tuple[Entry, ...]
    law: tuple[Law, ...]
