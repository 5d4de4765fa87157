"""Which role may do what with suppliers: rows of the permission matrix."""

from privacy.vocabulary import Role

MODELS = {
    "suppliers.supplier": {
        Role.RECRUITER: "view add change",
        Role.CONSULTANT: "view",
        Role.FINANCE: "view add change",
        Role.PRIVACY_OFFICER: "view",
    },
}
