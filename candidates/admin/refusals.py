"""What a page says when a deed on a candidate is refused, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.exceptions import CandidateRefusal, DraftRefused, NoController, PipelineRefusal
from privacy.exceptions import AlreadyHeld, NoticeOverdue, PersonErased, PrivacyRefusal, ProcessingRestricted
from suppliers.exceptions import SupplierNotAttested, SupplierRefusal

REFUSALS: Final = (CandidateRefusal, SupplierRefusal, PrivacyRefusal, ValidationError)
WORDS: Final[Mapping[type[Exception], Promise]] = {
    ProcessingRestricted: _("Processing of this person's data is restricted (Article 18): they can only be stored."),
    NoticeOverdue: _("This person should have been told by now where we have the data from. Give that notice first."),
    PersonErased: _("This person's data are erased."),
    AlreadyHeld: _("This person is a candidate already."),
    NoController: _("An administrator first says which organisation is responsible, under Privacy > Controllers."),
    SupplierNotAttested: _(
        "The supplier has not attested that its workers know our privacy policy. Record that first, on its page."
    ),
    DraftRefused: _("Something in this form cannot be right. Check the name and the addresses."),
}


def words_of(refusal: Exception) -> str:
    """Return why a deed was refused, in words for staff; no name or value is repeated."""
    if isinstance(refusal, PipelineRefusal):
        return str(refusal.words)
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return str(WORDS.get(type(refusal), _("This is not allowed.")))
