"""Which role may do what with users: rows of the permission matrix."""

from privacy.vocabulary import Role

MODELS = {
    "accounts.user": {
        Role.ADMINISTRATOR: "view add change",
        Role.PRIVACY_OFFICER: "view",
    },
}
