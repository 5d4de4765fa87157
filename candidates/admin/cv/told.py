"""What the pages say of one CV: its text with what was read and found in it, why it was not read, what it held."""

from typing import Any

from django.utils.translation import gettext as _

from candidates.actions.imports.cvs import HOLDS_BSN
from candidates.actions.imports.words import words_of_code
from candidates.cv_forms.places import read_marks, special_marks
from candidates.models import ImportRow
from candidates.readers.cv.marked import pieces_of
from candidates.readers.cv_text import Unreadable
from cluster_crm.people.special_data import SpecialKind, find_special
from cluster_crm.people.special_data.explained import EXPLAINED
from privacy.vocabulary import Source


def told_of(cv: ImportRow) -> dict[str, Any]:
    """Return what a page shows of a CV beside its form; asks the database nothing but for its import."""
    mentions = find_special(cv.text)
    kinds = dict.fromkeys(SpecialKind(mention.kind) for mention in mentions)
    is_unreadable = cv.reason in Unreadable.values
    return {
        "cv": cv,
        "pieces": pieces_of(cv.text, [*read_marks(cv), *special_marks(mentions)]),
        "found": [{"label": kind.label, "explanation": EXPLAINED[kind]} for kind in kinds],
        "is_sent_notice": Source(cv.batch.source).is_sent_notice,
        "holds_bsn": HOLDS_BSN in cv.problems,
        "bsn_explanation": EXPLAINED[SpecialKind.BSN],
        "unreadable": words_of_code(cv.reason) if is_unreadable else "",
        "unreadable_code": cv.reason if is_unreadable else "",
        "nothing_read": _("No values could be read from this text.") if cv.text and not cv.evidence else "",
    }
