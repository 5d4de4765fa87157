"""Tables of the foundation, by subject."""

from privacy.models.catalogue import CatalogueEntry, LegitimateInterestsAssessment
from privacy.models.policy import PolicyVersion
from privacy.models.subjects import Controller, DataSubject, Recipient, SubjectRole

__all__ = [
    "CatalogueEntry",
    "Controller",
    "DataSubject",
    "LegitimateInterestsAssessment",
    "PolicyVersion",
    "Recipient",
    "SubjectRole",
]
