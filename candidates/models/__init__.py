"""Tables of candidates, by subject."""

from candidates.models.candidate import Candidate
from candidates.models.diversity import DiversityAnswer, DiversityCount, DiversityLink
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
from candidates.models.imports import ImportBatch, ImportRow
from candidates.models.named_people import EmergencyContact, EmergencyNaming, Referee, RefereeNaming
from candidates.models.national_identifier import NationalIdentifier
from candidates.models.pipeline import Application, Placement
from candidates.models.references import ReferenceCheck

__all__ = [
    "Application",
    "Candidate",
    "DiversityAnswer",
    "DiversityChoice",
    "DiversityCount",
    "DiversityLink",
    "DiversityQuestion",
    "Document",
    "Education",
    "EmergencyContact",
    "EmergencyNaming",
    "Employment",
    "ImportBatch",
    "ImportRow",
    "Language",
    "NationalIdentifier",
    "Note",
    "Placement",
    "Preference",
    "ProfilePage",
    "Referee",
    "RefereeNaming",
    "ReferenceCheck",
    "ReportedNote",
    "Skill",
    "WorkExperience",
]
