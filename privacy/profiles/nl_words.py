"""Short names for the words that the Dutch rows are written in."""

from typing import Final

from privacy.vocabulary import LawfulBasis, Purpose, Role

REC: Final = Role.RECRUITER
CON: Final = Role.CONSULTANT
PO: Final = Role.PRIVACY_OFFICER
FIN: Final = Role.FINANCE
ADM: Final = Role.ADMINISTRATOR

CONSENT: Final = LawfulBasis.CONSENT
CONTRACT: Final = LawfulBasis.CONTRACT
DUTY: Final = LawfulBasis.LEGAL_OBLIGATION
INTEREST: Final = LawfulBasis.LEGITIMATE_INTERESTS

# A right can be used, and a claim defended, with any data that we hold.
ALWAYS: Final = (Purpose.RIGHTS_REQUEST, Purpose.LEGAL_CLAIM)
INTERNAL: Final = (Purpose.RECRUITMENT, *ALWAYS)
EMPLOY: Final = (Purpose.PAYROLL, Purpose.LEGAL_DUTY, *ALWAYS)
