"""The address of our words in the W3C Data Privacy Vocabulary (DPV 2.2), so that registers can be exchanged.

Where DPV has no term as narrow as ours, the nearest broader one stands.
"""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices

from privacy.vocabulary import Category, LawfulBasis, Purpose, Right, SpecialCondition

DPV: Final = "https://w3id.org/dpv#"
PD: Final = "https://w3id.org/dpv/pd#"
EU_GDPR: Final = "https://w3id.org/dpv/legal/eu/gdpr#"

_CATEGORIES: Final[Mapping[Category, str]] = {
    Category.NAME: "Name",
    Category.BIRTH_DATE: "BirthDate",
    Category.FOREIGN_NATIONAL_ID: "OfficialID",
    Category.SALUTATION: "Gender",
    Category.PHOTO: "Picture",
    Category.MARITAL_STATUS: "MaritalStatus",
    Category.CONTACT: "Contact",
    Category.EDUCATION: "Education",
    Category.WORK_HISTORY: "WorkHistory",
    Category.SKILLS: "Professional",
    Category.EMERGENCY_CONTACTS: "Relationship",
    Category.REFERENCES: "Reference",
    Category.IMMIGRATION: "Residency",
    Category.NATIONALITY: "Nationality",
    Category.IDENTITY_DOCUMENT: "OfficialID",
    Category.FINANCIAL_CHECK: "FinancialStatus",
    Category.NATIONAL_ID: "OfficialID",
    Category.WAGE_TAX: "Tax",
    Category.DIVERSITY: "Demographic",
    Category.ADJUSTMENT: "Disability",
    Category.RELIGION: "Religion",
    Category.CRIMINAL: "Criminal",
    Category.REMUNERATION: "Salary",
    Category.CURRENT_REMUNERATION: "Salary",
    Category.PREFERENCES: "Preference",
    Category.INFERRED_INTERESTS: "Interest",
    Category.OWN_STATEMENTS: "Communication",
    Category.REFEREE_STATEMENTS: "ProfessionalEvaluation",
    Category.THIRD_PARTY_STATEMENTS: "ProfessionalEvaluation",
    Category.ONLINE_IDENTIFIER: "IPAddress",
    Category.USAGE: "ServiceConsumptionBehavior",
    Category.CAMERA_IMAGE: "Picture",
    Category.ASSESSMENT: "ProfessionalEvaluation",
    Category.PAYROLL: "Financial",
    Category.ONLINE_INTERACTION: "LinkClicked",
    Category.COLLEAGUE_STATEMENTS: "Professional",
    Category.CALL_RECORDING: "VoiceCommunicationRecording",
    Category.DEALINGS: "Professional",
    Category.BANK_DETAILS: "BankAccount",
    Category.POSITION: "Job",
    Category.RELATION: "Relationship",
    Category.CORRESPONDENCE: "Communication",
    Category.BROWSING: "BrowsingBehavior",
    Category.PRIVACY_RECORD: "PrivacyPreference",
    Category.ACCOUNT: "Username",
}

_PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.RECRUITMENT: "RecruitmentManagement",
    Purpose.CLIENT_SERVICE: "CustomerRelationshipManagement",
    Purpose.SUPPLY: "VendorManagement",
    Purpose.REFERENCE_CHECK: "RecruitmentApplicantInformationAuthentication",
    Purpose.EMERGENCY: "HumanResourceManagement",
    Purpose.PERSONNEL: "PersonnelManagement",
    Purpose.PAYROLL: "PersonnelPayment",
    Purpose.LEGAL_DUTY: "LegalCompliance",
    Purpose.LEGAL_CLAIM: "DisputeManagement",
    Purpose.RIGHTS_REQUEST: "RightsFulfilment",
    Purpose.WEBSITE: "ServiceOptimisation",
    Purpose.SECURITY: "EnforceSecurity",
    Purpose.EQUAL_OPPORTUNITIES: "HumanResourceManagement",
    Purpose.SERVICE: "CommunicationManagement",
    Purpose.JOB_ALERT: "RequestedServiceProvision",
    Purpose.ROLE_CONTACT: "RecruitmentManagement",
    Purpose.DM_RECRUIT: "DirectMarketing",
    Purpose.DM_OTHER: "DirectMarketing",
    Purpose.REFERRAL_ASK: "DirectMarketing",
    Purpose.SURVEY: "CustomerCare",
    Purpose.ADS: "TargetedAdvertising",
    Purpose.SUCCESS_STORY: "PublicRelations",
    Purpose.PROFILING: "RecruitmentApplicationAnalysis",
    Purpose.PHOTO: "RecruitmentManagement",
    Purpose.HEALTH: "RecruitmentApplicantSelection",
    Purpose.RELIGION: "RecruitmentApplicantSelection",
    Purpose.CRIMINAL: "RecruitmentApplicantSelection",
    Purpose.COMPETITION: "RequestedServiceProvision",
}

_CONDITIONS: Final[Mapping[SpecialCondition, str]] = {
    SpecialCondition.EXPLICIT_CONSENT: "A9-2-a",
    SpecialCondition.EMPLOYMENT_LAW: "A9-2-b",
    SpecialCondition.LEGAL_CLAIMS: "A9-2-f",
}

_RIGHTS: Final[Mapping[Right, str]] = {
    Right.ACCESS: "A15",
    Right.RECTIFICATION: "A16",
    Right.ERASURE: "A17",
    Right.RESTRICTION: "A18",
    Right.PORTABILITY: "A20",
    Right.OBJECTION: "A21",
    Right.MARKETING_OBJECTION: "A21",
    Right.WITHDRAWAL: "A7-3",
    Right.HUMAN_REVIEW: "A22",
}

# By enum first: members of two enums with the same value are equal strings.
IRI: Final[Mapping[type[TextChoices], Mapping[str, str]]] = {
    Category: {key: PD + term for key, term in _CATEGORIES.items()},
    Purpose: {key: DPV + term for key, term in _PURPOSES.items()},
    LawfulBasis: {key: f"{EU_GDPR}A6-1-{key.value}" for key in LawfulBasis},
    SpecialCondition: {key: EU_GDPR + term for key, term in _CONDITIONS.items()},
    Right: {key: EU_GDPR + term for key, term in _RIGHTS.items()},
}


def iri(key: TextChoices) -> str | None:
    """The DPV address of one of our words; None where DPV has none (Articles 10 and 87, retention classes)."""
    return IRI.get(type(key), {}).get(key)
