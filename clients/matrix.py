"""Which role may do what with clients: rows of the permission matrix."""

from privacy.vocabulary import Role

MODELS = {
    "clients.client": {
        Role.RECRUITER: "view add change",
        Role.CONSULTANT: "view add change",
        Role.FINANCE: "view",
        Role.PRIVACY_OFFICER: "view",
    },
}
