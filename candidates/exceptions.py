"""Why a deed on a candidate is refused: one name each. Messages name fields and codes, never values."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.exceptions import PeopleRefusal
from privacy.vocabulary import Purpose


class CandidateRefusal(Exception):
    """A rule about candidates forbids the deed."""


class RuleRefusal(CandidateRefusal, ValidationError):
    """A rule that a form can say in words: what is missing, and who can change that."""

    words: ClassVar[Any] = ""

    def __init__(self, **params: Any) -> None:
        ValidationError.__init__(self, self.words, code="refused", params=params)


class NotACandidatesFile(CandidateRefusal):
    """The file belongs to nobody whom we hold as a candidate, or was taken already."""


class DraftRefused(CandidateRefusal):
    """A value of the draft cannot be stored; `fields` names where."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(", ".join(self.fields))


class NoController(CandidateRefusal):
    """Nobody is said to be responsible: an administrator adds the organisation first (GEN-03)."""


class PaperFromNowhere(CandidateRefusal):
    """CVs on paper are imported with the event and the place where they were handed in (SRC-10)."""


class RowNotWaiting(CandidateRefusal):
    """The row of the import was dealt with already."""


class RowNotNow(RuleRefusal):
    """The person is held under a restriction: nothing is written about him, and nobody is told here (Article 18)."""

    words = _("This row cannot be taken in now; the privacy officer can say why.")


class ImportNotReady(CandidateRefusal):
    """It is not this deed's turn: the import is at another step, or a worker has it in hand."""

    words = _("This cannot be done with the import now: it is at another step. Reload the page to see where it is.")


class UnknownColumns(CandidateRefusal):
    """A column is said to hold what an import has no place for, or two columns hold the same."""

    words = _("Choose for each column what it holds, and each field for one column only.")


class NoEmployment(RuleRefusal):
    """Data that the law asks of an employer may be held of own employees only (CAND-DATA-16, UAVG 46)."""

    words = _("This may be held of our own employees only. Finance records an employment first, under Employments.")


class OtherPerson(RuleRefusal):
    """The employment or application that a row hangs on is another person's."""

    words = _("The employment or application is somebody else's.")


class NotForThisRole(RuleRefusal):
    """The vacancy has no mark that makes the check necessary (SENS-01)."""

    words = _(
        "The vacancy does not say that the role needs this: %(mark)s. Whoever manages the vacancy can mark it there,"
        " if the law or the work demands it."
    )


class NotApplied(RuleRefusal):
    """The candidate is not considered for the vacancy."""

    words = _("The candidate is not considered for this vacancy. A recruiter adds him to its shortlist first.")


class NoConsent(RuleRefusal):
    """The candidate did not consent to this purpose, or not expressly, or withdrew it (SENS-01, Article 7)."""

    words = _(
        "There is no consent of the candidate for this purpose: %(purpose)s. Record it first, under Consents, when the"
        " candidate has given it."
    )

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(purpose=purpose.label)


class NotFromCandidate(RuleRefusal):
    """A photo is taken from the candidate himself and from nobody else (CAND-DATA-05)."""

    words = _("A photo may only come from the candidate. Ask the candidate to hand one in.")


class NotAPhoto(RuleRefusal):
    """The file is no picture of a kind and size that we take."""

    words = _("Choose a picture (JPEG, PNG or WebP) of at most 5 MB and 25 million pixels.")


class StoryChanged(RuleRefusal):
    """The story reads differently from what the person saw and agreed to (STORY-01)."""

    words = _("The story was changed meanwhile. Show the person what it says now, and ask again.")


class NotAgreedTo(RuleRefusal):
    """The person has not agreed to exactly this text, picture and place, or took it back (STORY-01)."""

    words = _(
        "The candidate has not agreed to exactly this text, picture and place. Ask the candidate, note the consent,"
        " then publish."
    )


class NotACopy(RuleRefusal):
    """The file is no copy of a kind and size that we take."""

    words = _("Choose a PDF, JPEG or PNG of at most 10 MB.")


class IdentityCheckOff(RuleRefusal):
    """The agency does not fall under the Waadi by its own word: no copy before hire (LAW-33, AMB-33)."""

    words = _(
        "Copies of identity documents are taken of employees only. An agency under the Waadi can also take them at"
        " registration: the administrator sets CRM_WAADI_ID_CHECK."
    )


class CopyNotMasked(RuleRefusal):
    """Before hire the citizen service number must be masked on the copy (LAW-32, LAW-33)."""

    words = _("Mask the citizen service number on the copy first: before hire we may not hold it.")


class NotNamed(CandidateRefusal):
    """Of an adjustment, the privacy officer and the recruiters that he named read alone (CAND-DATA-18)."""


class EmploymentRuns(CandidateRefusal):
    """The candidate is employed there already."""


class NoExplicitConsent(CandidateRefusal):
    """The candidate has not said yes to equal opportunities monitoring, or took it back (EO-02, Article 9(2)(a))."""


class PipelineRefusal(CandidateRefusal):
    """An application or placement cannot become what was asked; `words` tell staff why and what to do."""

    words: ClassVar[Promise]


class VacancyNotOpen(PipelineRefusal):
    """The vacancy was filled or closed."""

    words = _("This vacancy is filled or closed. Reopen it first.")


class AppliedAlready(PipelineRefusal):
    """The candidate has an application for the vacancy; a closed one is taken up again by a move."""

    words = _("This candidate has an application for this vacancy already. Move that one.")


class NotAnApplicant(PipelineRefusal):
    """The data came from somebody else: the person did not apply, he is put on the shortlist (SRC-02)."""

    words = _("Data from somebody else are no application by the candidate. Put the candidate on the shortlist.")


class NotACandidate(PipelineRefusal):
    """A contact of a supplier is no candidate: he is registered as one before he is proposed (GLO-02)."""

    words = _("This person is not a candidate. Register this person as a candidate first.")


class MoveRefused(PipelineRefusal):
    """The table of steps does not know this move."""

    words = _("This application cannot go to that step. Somebody may have moved it meanwhile.")


class NeedsPlacement(PipelineRefusal):
    """Nobody is placed by a move: a placement has a contract and a first day (USE-CA-06)."""

    words = _("A placement needs its contract and its first day.")


class NeedsReason(PipelineRefusal):
    """A rejection needs a reason of the closed list, and nothing else has one (LAW-24)."""

    words = _("Choose the reason of the rejection.")


class NotAPrincipal(CandidateRefusal):
    """Only a candidate or a member of staff can name a referee or an emergency contact (SRC-07, REF-DATA-04)."""


class NotTheirReferee(CandidateRefusal):
    """The candidate did not name this person (SRC-07)."""


class LastNaming(CandidateRefusal):
    """Nobody else named this person: he may not stay without it, so his erasure is the way (SRC-07)."""


class NoPermission(CandidateRefusal, PeopleRefusal):
    """Nobody who named the referee has said that he may be approached, or he took it back (USE-RE-01, LAW-40)."""


class ApplicationClosed(CandidateRefusal):
    """The application is decided: nothing more is asked for it."""


class ReasonNotEnough(CandidateRefusal):
    """This person is shown for another reason alone (CAND-DATA-10, REF-DATA-05)."""
