"""Which role may do what with candidates: rows of the permission matrix.

The catalogue then decides field by field: finance opens a candidate's page and sees little more than the reference.
"""

from typing import Final

from privacy.vocabulary import Role

DOSSIER: Final = {Role.RECRUITER: "view add change delete", Role.CONSULTANT: "view"}
NOTES: Final = {Role.RECRUITER: "view add change delete", Role.CONSULTANT: "view add"}
PIPELINE: Final = {
    Role.RECRUITER: "view add change",
    Role.CONSULTANT: "view add change",
    Role.PRIVACY_OFFICER: "view",
}

MODELS = {
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
    "candidates.note": NOTES,
    "candidates.reportednote": NOTES,
    "candidates.application": PIPELINE,
    "candidates.placement": {**PIPELINE, Role.FINANCE: "view"},
    "candidates.employment": {Role.FINANCE: "view add change"},
    "candidates.nationalidentifier": {Role.FINANCE: "view add"},
    "candidates.diversitycount": {Role.PRIVACY_OFFICER: "view"},
    "candidates.importbatch": {Role.RECRUITER: "view add"},
    "candidates.importrow": {Role.RECRUITER: "view change"},
}

DEEDS = {
    "candidates.import": {Role.RECRUITER},
}
