"""Which role may do what with interactions, tasks and notes: rows of the permission matrix."""

from typing import Final

from privacy.vocabulary import Role

# Officer and administrator look after staff: of everybody else's contacts the catalogue shows them nothing.
FOR_STAFF: Final = (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)
EVERY_DAY: Final = (Role.RECRUITER, Role.CONSULTANT, *FOR_STAFF)

MODELS = {
    "people.interaction": dict.fromkeys(EVERY_DAY, "view add"),
    "people.task": dict.fromkeys(EVERY_DAY, "view"),
    "people.interactionparticipant": dict.fromkeys(EVERY_DAY, "view"),
    "people.tag": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT), "view"),
    "people.persontag": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT), "view"),
    "people.toldnote": {Role.RECRUITER: "view add change delete", Role.CONSULTANT: "view add"},
    "people.interactionnote": dict.fromkeys(EVERY_DAY, "view") | {Role.RECRUITER: "view change"},
    "people.staffmember": {Role.PRIVACY_OFFICER: "view add change", Role.ADMINISTRATOR: "view add change"},
    "people.textfinding": dict.fromkeys((Role.PRIVACY_OFFICER, Role.RECRUITER, Role.CONSULTANT), "view"),
    "people.textscan": dict.fromkeys((Role.PRIVACY_OFFICER, Role.ADMINISTRATOR), "view"),
    "people.investigation": {Role.PRIVACY_OFFICER: "view add", Role.ADMINISTRATOR: "view"},
}

DEEDS = {
    "people.export_list": {Role.RECRUITER, Role.PRIVACY_OFFICER},
    "people.investigate": {Role.PRIVACY_OFFICER},
    "people.approve_investigation": {Role.PRIVACY_OFFICER, Role.ADMINISTRATOR},
    "people.log_statement": {Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER},
    "people.merge": {Role.RECRUITER, Role.PRIVACY_OFFICER},
    "people.settle_finding": {Role.PRIVACY_OFFICER, Role.RECRUITER, Role.CONSULTANT},
    "people.scan_texts": {Role.PRIVACY_OFFICER},
    "people.withhold_finding": {Role.PRIVACY_OFFICER},
    "people.finish_task": EVERY_DAY,
    "people.postpone_task": EVERY_DAY,
}
