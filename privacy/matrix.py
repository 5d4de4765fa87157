"""Which role may do what with the tables and deeds of the foundation: rows of the permission matrix."""

from typing import Final

from django.conf import settings

from privacy.permissions import Deed
from privacy.vocabulary import Role

EDITS: Final = "view add change"
OFFICER: Final = {Role.PRIVACY_OFFICER: EDITS}
REQUESTS_SEEN_BY: Final = (Role.PRIVACY_OFFICER, Role.RECRUITER, Role.ADMINISTRATOR)


def erasure_approvers() -> frozenset[Role]:
    """Return who may be the second person of an erasure: a choice of the agency (`CRM_ERASURE_APPROVERS`)."""
    return frozenset(Role(name) for name in settings.CRM_ERASURE_APPROVERS)


MODELS = {
    "privacy.controller": {**OFFICER, Role.ADMINISTRATOR: EDITS},
    "privacy.policyversion": dict.fromkeys(Role, "view") | OFFICER,
    "privacy.recipient": dict.fromkeys(Role, "view") | OFFICER,
    "privacy.catalogueentry": dict.fromkeys(Role, "view") | OFFICER,
    "privacy.legitimateinterestsassessment": {**OFFICER, Role.ADMINISTRATOR: "view"},
    "privacy.impactassessment": {**OFFICER, Role.ADMINISTRATOR: "view"},
    "privacy.aisystem": {**dict.fromkeys(Role, "view"), **OFFICER},
    "privacy.profilingswitch": {**OFFICER, Role.ADMINISTRATOR: "view"},
    "privacy.legalreference": dict.fromkeys(Role, "view") | OFFICER,
    "privacy.legaltext": dict.fromkeys(Role, "view"),
    "privacy.restriction": OFFICER,
    "privacy.legalhold": OFFICER,
    "privacy.retentionclock": {Role.PRIVACY_OFFICER: "view"},
    "privacy.noticetask": {Role.PRIVACY_OFFICER: "view", Role.RECRUITER: "view"},
    "privacy.consentevent": {
        **dict.fromkeys((Role.RECRUITER, Role.PRIVACY_OFFICER), "view add"),
        Role.CONSULTANT: "view",
    },
    "privacy.message": dict.fromkeys(REQUESTS_SEEN_BY, "view") | {Role.CONSULTANT: "view"},
    "privacy.objection": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER), "view"),
    "privacy.marketingground": {
        **dict.fromkeys((Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER), "view add"),
    },
    "privacy.death": {**OFFICER, Role.RECRUITER: "add", Role.CONSULTANT: "add"},
    "privacy.continuation": {Role.PRIVACY_OFFICER: "view add"},
    "privacy.disclosure": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER), "view"),
    "privacy.readlogentry": {Role.PRIVACY_OFFICER: "view"},
    "privacy.suppressionentry": {Role.PRIVACY_OFFICER: "view"},
    "privacy.erasureledgerentry": {Role.PRIVACY_OFFICER: "view", Role.ADMINISTRATOR: "view"},
    "privacy.rightsrequest": dict.fromkeys(REQUESTS_SEEN_BY, "view"),
    "privacy.erasurerun": dict.fromkeys(REQUESTS_SEEN_BY, "view"),
    "privacy.personmerge": {Role.PRIVACY_OFFICER: "view", Role.RECRUITER: "view"},
    "privacy.accessexport": {Role.PRIVACY_OFFICER: "view", Role.RECRUITER: "view"},
    "privacy.listexport": {Role.PRIVACY_OFFICER: "view", Role.RECRUITER: "view"},
    "jobs.job": {Role.ADMINISTRATOR: "view", Role.PRIVACY_OFFICER: "view"},
}

DEEDS: Final[dict[str, Deed]] = {
    "privacy.give_notice": {Role.RECRUITER, Role.PRIVACY_OFFICER},
    "privacy.exempt_notice": {Role.PRIVACY_OFFICER},
    "privacy.publish_policy": {Role.PRIVACY_OFFICER},
    "privacy.open_access": {Role.RECRUITER, Role.PRIVACY_OFFICER},
    "privacy.open_erasure": {Role.RECRUITER, Role.PRIVACY_OFFICER},
    "privacy.hand_over_export": {Role.PRIVACY_OFFICER},
    "privacy.approve_erasure": erasure_approvers,
    "privacy.withdraw_erasure": {Role.PRIVACY_OFFICER},
    "privacy.handle_messages": {Role.RECRUITER, Role.PRIVACY_OFFICER},
    "privacy.edit_texts": {Role.PRIVACY_OFFICER, Role.ADMINISTRATOR},
    "privacy.publish_texts": {Role.PRIVACY_OFFICER},
    "privacy.settle_finding": {Role.PRIVACY_OFFICER},
    "privacy.reveal_national_id": {Role.FINANCE},
}
