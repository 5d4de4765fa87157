"""What the parts of a CV are about."""

from enum import StrEnum


class SectionKind(StrEnum):
    """What a part of a CV is about; referees and other people are left where they stand."""

    CONTACT = "CONTACT"
    PROFILE = "PROFILE"
    EXPERIENCE = "EXPERIENCE"
    VOLUNTARY = "VOLUNTARY"
    EDUCATION = "EDUCATION"
    SKILLS = "SKILLS"
    LANGUAGES = "LANGUAGES"
    REFEREES = "REFEREES"
    OTHER = "OTHER"
