"""The Dutch profile: the rows of requirements 1.2 and 1.3, and those that the law itself asks for.

It ships strict: what is optional by country stands in it, switched off.
"""

from datetime import date
from typing import Final

from privacy.profiles.nl_assessments import ASSESSMENTS
from privacy.profiles.nl_candidates import CANDIDATES
from privacy.profiles.nl_law import LAW
from privacy.profiles.nl_others import OTHERS
from privacy.profiles.nl_sensitive import SENSITIVE
from privacy.profiles.rows import Entry, Profile
from privacy.vocabulary import Category, LawfulBasis, Purpose, RetentionClass, Role, SubjectKind

# What every role of a person brings: proof of notices, consents, requests and decisions (Articles 5(2), 7(1), 12-22).
PRIVACY_RECORDS: Final = tuple(
    Entry(
        kind,
        "CONS-04 RIGHT-GEN-03 SRC-09",
        Category.PRIVACY_RECORD,
        RetentionClass.RIGHTS_FILE,
        (Purpose.LEGAL_DUTY, Purpose.RIGHTS_REQUEST, Purpose.LEGAL_CLAIM),
        (Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER),
        basis=LawfulBasis.LEGAL_OBLIGATION,
        legal_source="Art. 5(2), 7(1), 12-22 GDPR",
        note="Source and notices; the file of a request is open to the privacy officer alone (permission matrix).",
    )
    for kind in SubjectKind
)

PROFILE: Final = Profile(
    code="NL",
    reviewer="Privacy officer",
    assessed_on=date(2026, 1, 5),
    review_on=date(2027, 1, 5),
    assessments=ASSESSMENTS,
    entries=(*CANDIDATES, *SENSITIVE, *OTHERS, *PRIVACY_RECORDS),
    law=LAW,
)
