"""Which role may do what with candidates: rows of the permission matrix.

The catalogue then decides field by field: finance opens a candidate's page and sees little more than the reference.
"""

from typing import Final

from privacy.vocabulary import Role

DOSSIER: Final = {Role.RECRUITER: "view add change delete", Role.CONSULTANT: "view"}
NAMED: Final = {
    Role.RECRUITER: "view add change",
    Role.CONSULTANT: "view",
    Role.PRIVACY_OFFICER: "view add change",
    Role.ADMINISTRATOR: "view add change",
}
NAMINGS: Final = {
    Role.RECRUITER: "view add change delete",
    Role.CONSULTANT: "view",
    Role.PRIVACY_OFFICER: "view add change delete",
    Role.ADMINISTRATOR: "view add change delete",
}
NOTES: Final = {Role.RECRUITER: "view add change delete", Role.CONSULTANT: "view add"}
PIPELINE: Final = {Role.RECRUITER, Role.CONSULTANT}
EMPLOYER: Final = {Role.FINANCE: "view add change"}
PAPERS: Final = {Role.FINANCE: "view add", Role.PRIVACY_OFFICER: "view"}
OFFICER: Final = {Role.PRIVACY_OFFICER: "view add change"}

SENSITIVE: Final = {
    "candidates.nationality": EMPLOYER,
    "candidates.maritalstatus": EMPLOYER,
    "candidates.foreignnationalid": EMPLOYER,
    "candidates.wagetaxstatement": EMPLOYER,
    "candidates.payrollreference": EMPLOYER,
    "candidates.workpermit": {**EMPLOYER, Role.RECRUITER: "view"},
    "candidates.identitycheck": PAPERS,
    "candidates.idcopy": PAPERS,
    "candidates.drivinglicence": {Role.FINANCE: "view add change", Role.PRIVACY_OFFICER: "view"},
    "candidates.photo": {Role.RECRUITER: "view add", Role.CONSULTANT: "view"},
    "candidates.inferredinterest": {Role.RECRUITER: "view add change", Role.CONSULTANT: "view"},
    "candidates.currentremuneration": {Role.RECRUITER: "view add change", Role.CONSULTANT: "view"},
    "candidates.financialcheck": {**OFFICER, Role.RECRUITER: "view"},
    "candidates.conductcheck": {**OFFICER, Role.RECRUITER: "view"},
    "candidates.assessment": {Role.RECRUITER: "view add change", Role.CONSULTANT: "view"},
    "candidates.workplaceadjustment": {**OFFICER, Role.RECRUITER: "view"},
    "candidates.adjustmentreader": {Role.PRIVACY_OFFICER: "view add delete"},
    "candidates.roledeclaration": OFFICER,
    "candidates.successstory": {
        Role.RECRUITER: "view add change",
        Role.CONSULTANT: "view",
        Role.PRIVACY_OFFICER: "view",
    },
    "candidates.storycopy": {Role.RECRUITER: "view", Role.PRIVACY_OFFICER: "view"},
}

MODELS = {
    **SENSITIVE,
    "candidates.candidate": {
        Role.RECRUITER: "view add change",
        Role.CONSULTANT: "view",
        Role.FINANCE: "view",
        Role.PRIVACY_OFFICER: "view",
    },
    "candidates.profilepage": DOSSIER,
    "candidates.education": DOSSIER,
    "candidates.workexperience": DOSSIER,
    "candidates.skill": DOSSIER,
    "candidates.language": DOSSIER,
    "candidates.preference": DOSSIER,
    "candidates.document": DOSSIER,
    "candidates.papercollection": {Role.RECRUITER: "view change", Role.CONSULTANT: "view"},
    "candidates.note": NOTES,
    "candidates.reportednote": NOTES,
    "candidates.application": {**dict.fromkeys(PIPELINE, "view"), Role.PRIVACY_OFFICER: "view"},
    "candidates.placement": {
        **dict.fromkeys(PIPELINE, "view change"),
        Role.FINANCE: "view",
        Role.PRIVACY_OFFICER: "view",
    },
    "candidates.employment": {Role.FINANCE: "view add change"},
    "candidates.nationalidentifier": {Role.FINANCE: "view add"},
    "candidates.diversitycount": {Role.PRIVACY_OFFICER: "view"},
    "candidates.diversitysharing": {Role.PRIVACY_OFFICER: "view add"},
    "candidates.referee": NAMED,
    "candidates.refereenaming": NAMINGS,
    "candidates.emergencycontact": NAMED,
    "candidates.emergencynaming": NAMINGS,
    "candidates.referencecheck": dict.fromkeys(PIPELINE, "view add change"),
    "candidates.importbatch": {Role.RECRUITER: "view add"},
    "candidates.importfile": {Role.RECRUITER: "view change"},
    "candidates.importedperson": {Role.RECRUITER: "view"},
    "candidates.importrow": {Role.RECRUITER: "view change"},
}

DEEDS = {
    "candidates.import": {Role.RECRUITER},
    "candidates.reveal_emergency_contact": {
        Role.RECRUITER,
        Role.CONSULTANT,
        Role.PRIVACY_OFFICER,
        Role.ADMINISTRATOR,
    },
    "candidates.publish_story": {Role.RECRUITER},
    "candidates.withdraw_story": {Role.RECRUITER, Role.PRIVACY_OFFICER},
    "candidates.shortlist": PIPELINE,
    "candidates.move": PIPELINE,
    "candidates.place": PIPELINE,
    "candidates.register_supplied": {Role.RECRUITER},
}
