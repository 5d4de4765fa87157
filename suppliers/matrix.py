"""Which role may do what with suppliers: rows of the permission matrix.

The catalogue then decides field by field; the bank account is finance's alone (SUP-DATA-02).
"""

from typing import Final

from privacy.vocabulary import Role

PEOPLE: Final = {Role.RECRUITER: "view add change", Role.CONSULTANT: "view"}
CONTRACTS: Final = {
    Role.RECRUITER: "view add change",
    Role.CONSULTANT: "view",
    Role.FINANCE: "view add change",
    Role.PRIVACY_OFFICER: "view",
}

MODELS = {
    "suppliers.supplier": CONTRACTS,
    "suppliers.supplyagreement": CONTRACTS,
    "suppliers.supplierattestation": {
        Role.RECRUITER: "view add",
        Role.CONSULTANT: "view add",
        Role.PRIVACY_OFFICER: "view",
    },
    "suppliers.suppliercontact": PEOPLE | {Role.FINANCE: "view", Role.PRIVACY_OFFICER: "view"},
    "suppliers.suppliermembership": PEOPLE,
    "suppliers.supplyrelation": PEOPLE | {Role.PRIVACY_OFFICER: "view"},
    "suppliers.bankdetails": {Role.FINANCE: "view add"},
}
