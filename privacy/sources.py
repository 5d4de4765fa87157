"""From where data about people in each role may come: a closed list, the rest is refused (SRC-01 to SRC-08)."""

from collections.abc import Mapping
from typing import Final

from privacy.vocabulary import Ground, Source, SubjectKind

OF_APPLICANTS: Final = (
    Source.SITE_FORM,
    Source.APPLICATION,
    Source.PAPER_CV,
    Source.EMAIL_CV,
    Source.INTERVIEW,
    Source.AGGREGATOR,
    Source.MICROSITE,
    Source.COMPETITION,
    Source.REFEREE,
    Source.CLIENT,
    Source.LINKEDIN,
    Source.JOBBOARD,
    Source.SOCIAL_LIKE,
    Source.SUPPLIER,
    Source.AUTO,
)

SOURCES_OF: Final[Mapping[SubjectKind, tuple[Source, ...]]] = {
    SubjectKind.CANDIDATE: OF_APPLICANTS,
    SubjectKind.STAFF: OF_APPLICANTS,
    SubjectKind.CLIENT_CONTACT: (
        Source.CLIENT_INBOUND,
        Source.CLIENT_OUTBOUND,
        Source.MARKET_RESEARCH,
        Source.MEDIA,
        Source.EVENT_LIST,
        Source.VIA_CANDIDATE,
        Source.AUTO,
    ),
    SubjectKind.SUPPLIER_CONTACT: (Source.COOPERATION, Source.AUTO),
    SubjectKind.REFEREE: (Source.VIA_CANDIDATE,),
    SubjectKind.EMERGENCY_CONTACT: (Source.VIA_CANDIDATE,),
    SubjectKind.WEBSITE_USER: (Source.SITE_FORM, Source.COMPETITION, Source.AUTO),
}

GROUND_OF: Final[Mapping[Source, Ground]] = {
    Source.SITE_FORM: Ground.APPLICATION,
    Source.APPLICATION: Ground.APPLICATION,
    Source.AGGREGATOR: Ground.APPLICATION,
    Source.MICROSITE: Ground.APPLICATION,
    Source.PAPER_CV: Ground.CV,
    Source.EMAIL_CV: Ground.CV,
}
"""What a person did who came to us in such a way himself: a soft opt-in can rest on it (MKT-04)."""
