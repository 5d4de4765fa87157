"""Tables of candidates, by subject."""

from candidates.models.candidate import Candidate
from candidates.models.checks import (
    AdjustmentReader,
    Assessment,
    ConductCheck,
    FinancialCheck,
    RoleDeclaration,
    WorkplaceAdjustment,
)
from candidates.models.consented import CurrentRemuneration, InferredInterest, Photo
from candidates.models.diversity import DiversityAnswer, DiversityCount, DiversityLink, DiversitySharing
from candidates.models.diversity_questions import DiversityChoice, DiversityQuestion
from candidates.models.documents import Document
from candidates.models.dossier import (
    Education,
    Language,
    Note,
    Preference,
    ProfilePage,
    ReportedNote,
    Skill,
    WorkExperience,
)
from candidates.models.employment import Employment
from candidates.models.hire import (
    ForeignNationalId,
    MaritalStatus,
    Nationality,
    PayrollReference,
    WageTaxStatement,
    WorkPermit,
)
from candidates.models.identity import DrivingLicence, IdCopy, IdentityCheck
from candidates.models.import_rows import ImportedPerson, ImportRow
from candidates.models.imports import ImportBatch, ImportFile, ImportMapping
from candidates.models.named_people import EmergencyContact, EmergencyNaming, Referee, RefereeNaming
from candidates.models.national_identifier import NationalIdentifier
from candidates.models.paper import PaperCollection
from candidates.models.pipeline import Application, Placement
from candidates.models.references import ReferenceCheck
from candidates.models.stories import CopyPlace, StoryCopy, StoryPlace, SuccessStory

__all__ = [
    "AdjustmentReader",
    "Application",
    "Assessment",
    "Candidate",
    "ConductCheck",
    "CopyPlace",
    "CurrentRemuneration",
    "DiversityAnswer",
    "DiversityChoice",
    "DiversityCount",
    "DiversityLink",
    "DiversityQuestion",
    "DiversitySharing",
    "Document",
    "DrivingLicence",
    "Education",
    "EmergencyContact",
    "EmergencyNaming",
    "Employment",
    "FinancialCheck",
    "ForeignNationalId",
    "IdCopy",
    "IdentityCheck",
    "ImportBatch",
    "ImportFile",
    "ImportMapping",
    "ImportRow",
    "ImportedPerson",
    "InferredInterest",
    "Language",
    "MaritalStatus",
    "NationalIdentifier",
    "Nationality",
    "Note",
    "PaperCollection",
    "PayrollReference",
    "Photo",
    "Placement",
    "Preference",
    "ProfilePage",
    "Referee",
    "RefereeNaming",
    "ReferenceCheck",
    "ReportedNote",
    "RoleDeclaration",
    "Skill",
    "StoryCopy",
    "StoryPlace",
    "SuccessStory",
    "WageTaxStatement",
    "WorkExperience",
    "WorkPermit",
    "WorkplaceAdjustment",
]
