"""Tables of candidates, by subject."""

from candidates.models.candidate import Candidate
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
from candidates.models.national_identifier import NationalIdentifier

__all__ = [
    "Candidate",
    "Document",
    "Education",
    "Employment",
    "ImportBatch",
    "ImportRow",
    "Language",
    "NationalIdentifier",
    "Note",
    "Preference",
    "ProfilePage",
    "ReportedNote",
    "Skill",
    "WorkExperience",
]
