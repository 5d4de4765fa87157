"""Which role may do what with the people of the website: rows of the permission matrix."""

from privacy.vocabulary import Role

MODELS = {
    "website.websitecontact": {
        Role.RECRUITER: "view change",
        Role.CONSULTANT: "view",
        Role.PRIVACY_OFFICER: "view",
    },
    "website.websitemessage": {Role.RECRUITER: "view", Role.CONSULTANT: "view"},
    "website.competition": {Role.RECRUITER: "view add", Role.CONSULTANT: "view", Role.PRIVACY_OFFICER: "view"},
    "website.competitionentry": {Role.RECRUITER: "view", Role.CONSULTANT: "view"},
    "website.accessevent": {Role.PRIVACY_OFFICER: "view"},
    "website.registeredcookie": {Role.PRIVACY_OFFICER: "view add change", Role.ADMINISTRATOR: "view"},
    "website.cookiechoice": {Role.PRIVACY_OFFICER: "view"},
    "website.policycomment": {Role.PRIVACY_OFFICER: "view delete"},
    "website.pagecount": dict.fromkeys((Role.RECRUITER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR), "view"),
    "website.visitedpage": {Role.PRIVACY_OFFICER: "view"},
}
