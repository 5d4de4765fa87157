"""Which role may do what with clients, their contacts and vacancies: rows of the permission matrix.

The catalogue then decides field by field: finance and the privacy officer see a contact by reference only.
"""

from typing import Final

from privacy.vocabulary import Role

EDITED: Final = {
    Role.RECRUITER: "view add change",
    Role.CONSULTANT: "view add change",
    Role.FINANCE: "view",
    Role.PRIVACY_OFFICER: "view",
}

MODELS = {
    "clients.client": EDITED,
    "clients.clientcontact": EDITED,
    "clients.clientmembership": {Role.RECRUITER: "view change", Role.CONSULTANT: "view change"},
    "clients.vacancy": EDITED,
    "clients.vacancycontact": {Role.RECRUITER: "view add delete", Role.CONSULTANT: "view add delete"},
}
