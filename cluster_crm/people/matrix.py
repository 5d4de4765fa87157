"""Which role may do what with interactions, tasks and notes: rows of the permission matrix."""

from privacy.vocabulary import Role

MODELS = {
    "people.interaction": {Role.RECRUITER: "view add", Role.CONSULTANT: "view add"},
    "people.task": {Role.RECRUITER: "view", Role.CONSULTANT: "view"},
    "people.interactionparticipant": {Role.RECRUITER: "view", Role.CONSULTANT: "view"},
    "people.toldnote": {Role.RECRUITER: "view add change delete", Role.CONSULTANT: "view add"},
    "people.interactionnote": {Role.RECRUITER: "view change", Role.CONSULTANT: "view"},
    "people.staffmember": {Role.PRIVACY_OFFICER: "view add change", Role.ADMINISTRATOR: "view add change"},
    "people.investigation": {Role.PRIVACY_OFFICER: "view add", Role.ADMINISTRATOR: "view"},
}

DEEDS = {
    "people.investigate": {Role.PRIVACY_OFFICER},
    "people.approve_investigation": {Role.PRIVACY_OFFICER, Role.ADMINISTRATOR},
    "people.finish_task": {Role.RECRUITER, Role.CONSULTANT},
    "people.postpone_task": {Role.RECRUITER, Role.CONSULTANT},
}
