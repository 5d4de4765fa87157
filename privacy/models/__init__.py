"""Tables of the foundation, by subject."""

from privacy.models.policy import PolicyVersion
from privacy.models.subjects import Controller, DataSubject, Recipient, SubjectRole

__all__ = ["Controller", "DataSubject", "PolicyVersion", "Recipient", "SubjectRole"]
