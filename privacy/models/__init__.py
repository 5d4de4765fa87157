"""Tables of the foundation, by subject."""

from privacy.models.catalogue import CatalogueEntry, LegitimateInterestsAssessment
from privacy.models.consents import ConsentEvent
from privacy.models.continuations import Continuation
from privacy.models.deaths import Death
from privacy.models.disclosures import Disclosure
from privacy.models.erasure import (
    ErasureLine,
    ErasureRun,
    ErasureSubject,
    FileTombstone,
    KeptRecord,
    ResidueFinding,
)
from privacy.models.exports import AccessExport
from privacy.models.grounds import MarketingGround
from privacy.models.holds import LegalHold
from privacy.models.keys import RecipientKey, SubjectKey
from privacy.models.ledger import ErasureDigest, ErasureLedgerEntry
from privacy.models.legal_references import LegalReference
from privacy.models.list_exports import ListExport, ListExportMember
from privacy.models.merges import FormerAddress, MergeStep, PersonMerge
from privacy.models.messages import Message
from privacy.models.notices import NoticeTask
from privacy.models.objections import Objection
from privacy.models.pasts import PastToForget
from privacy.models.person_links import LinkRequest, PersonLink
from privacy.models.policy import PolicyVersion
from privacy.models.policy_notifications import PolicyNotification
from privacy.models.preferences import PersonPreference
from privacy.models.profiling import AiSystem, ImpactAssessment, ProfilingSwitch
from privacy.models.read_log import ReadLogEntry
from privacy.models.requests import RequestTransition, RightsRequest, RightsRequestItem
from privacy.models.restriction import Restriction
from privacy.models.retention import RetentionClock
from privacy.models.subjects import Controller, DataSubject, Recipient, SubjectRole
from privacy.models.suppression import SuppressionEntry
from privacy.models.texts import LegalText

__all__ = [
    "AccessExport",
    "AiSystem",
    "CatalogueEntry",
    "ConsentEvent",
    "Continuation",
    "Controller",
    "DataSubject",
    "Death",
    "Disclosure",
    "ErasureDigest",
    "ErasureLedgerEntry",
    "ErasureLine",
    "ErasureRun",
    "ErasureSubject",
    "FileTombstone",
    "FormerAddress",
    "ImpactAssessment",
    "KeptRecord",
    "LegalHold",
    "LegalReference",
    "LegalText",
    "LegitimateInterestsAssessment",
    "LinkRequest",
    "ListExport",
    "ListExportMember",
    "MarketingGround",
    "MergeStep",
    "Message",
    "NoticeTask",
    "Objection",
    "PastToForget",
    "PersonLink",
    "PersonMerge",
    "PersonPreference",
    "PolicyNotification",
    "PolicyVersion",
    "ProfilingSwitch",
    "ReadLogEntry",
    "Recipient",
    "RecipientKey",
    "RequestTransition",
    "ResidueFinding",
    "Restriction",
    "RetentionClock",
    "RightsRequest",
    "RightsRequestItem",
    "SubjectKey",
    "SubjectRole",
    "SuppressionEntry",
]
