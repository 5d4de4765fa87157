"""Why a deed on personal data is refused: one name each. Messages hold codes and reference numbers, never data."""

from collections.abc import Collection, Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary import Category, Purpose, Source, Stage, SubjectKind


class PrivacyRefusal(Exception):
    """A rule of privacy forbids the deed."""


class PersonErased(PrivacyRefusal):
    """The person is not held in this role (any more): nothing may be written about him."""


class AlreadyHeld(PrivacyRefusal):
    """The person has this role already."""


class SourceNotAllowed(PrivacyRefusal):
    """Data about people in this role do not come from there (SRC-01 to SRC-08)."""

    def __init__(self, kind: SubjectKind, source: Source) -> None:
        self.kind, self.source = kind, source
        super().__init__(f"{kind.value}: not from {source.value}.")


class ProcessingRestricted(PrivacyRefusal):
    """The person's data are restricted: they may be stored and nothing else (Article 18(2))."""


class LiftingNotAnnounced(PrivacyRefusal):
    """The person was not told, or not told long enough ago, that the restriction ends (Article 18(3))."""


class HoldReleased(PrivacyRefusal):
    """The legal hold is released already."""


class RecipientInactive(PrivacyRefusal):
    """The recipient may receive nothing (SHARE-06)."""


class NotToBeShared(PrivacyRefusal):
    """The person does not want his data to go to recipients of this kind (SHARE-02)."""


class GoesOneByOne(PrivacyRefusal):
    """Data of these categories go to such a recipient for one person at a time, after a look at him."""

    def __init__(self, categories: Collection[Category]) -> None:
        self.categories = frozenset(categories)
        super().__init__(", ".join(sorted(category.value for category in self.categories)))


class PurposeNotAllowed(PrivacyRefusal):
    """The catalogue has no active row for this kind of person, category and purpose (LAW-02)."""

    def __init__(self, kind: SubjectKind, category: Category, purpose: Purpose) -> None:
        self.kind, self.category, self.purpose = kind, category, purpose
        super().__init__(f"{kind.value}: {category.value} may not be used for {purpose.value}.")


class NotForYourRole(PrivacyRefusal):
    """The catalogue does not let this role see the category (SEC-01)."""


class NoticeOverdue(PrivacyRefusal):
    """The person should have been told where we got the data and was not: they may not be used (Article 14)."""


class NothingOwed(PrivacyRefusal):
    """No notice is to be given to the person that is not under way already."""


class NotReachable(PrivacyRefusal):
    """We hold no e-mail address of the person, nor of anybody who hands a notice on: a letter must do."""


class NoPolicyPublished(PrivacyRefusal):
    """No version of the privacy policy is in force: nobody can be shown one (GEN-05)."""


class AlreadyPublished(PrivacyRefusal):
    """The version is published: its text is fixed (GEN-04)."""


class ConsentNotAffirmed(PrivacyRefusal):
    """No clear affirmative act stands behind the consent (Article 4(11), CONS-03)."""


class SaidBefore(PrivacyRefusal):
    """The person stopped it after saying yes: an older yes lifts no later objection or withdrawal (5.2, MKT-07)."""


class NoDraft(PrivacyRefusal):
    """Nobody works on this text, or a colleague published or dropped the draft meanwhile."""


class WrongWording(PrivacyRefusal):
    """A text cannot be used as it is written; `problems` says why, for whoever wrote it."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


class TextDoesNotCover(PrivacyRefusal):
    """The text that was shown is about another purpose or another channel: nobody agreed to this (CONS-01)."""


class GuardianNeeded(PrivacyRefusal):
    """Somebody under 16 does not consent by himself (Article 8, UAVG 5)."""


class NotToBeContinued(PrivacyRefusal):
    """It stands on consent alone, or nobody says on what else: it ends with the consent (AMB-24)."""


class NoMailServer(PrivacyRefusal):
    """No mail server is set: the message stays where staff can read it."""


class GroundNotProved(PrivacyRefusal):
    """An address is said to be published for offers, and nobody says where (Tw 11.7(2))."""


class MessageNotDelivered(PrivacyRefusal):
    """The message did not leave: for now, or for good where the address or the text is refused."""

    def __init__(self, code: str, *, is_final: bool) -> None:
        self.code, self.is_final = code, is_final
        super().__init__(code)


class Unreadable(PrivacyRefusal):
    """A sealed value cannot be opened: it was changed, moved, or its key is destroyed."""


class NotProposed(PrivacyRefusal):
    """The erasure does not wait for a decision: somebody was earlier, or it was withdrawn."""


class NotASecondPerson(PrivacyRefusal):
    """The proposer, or somebody without the right, cannot approve an erasure (four eyes)."""


class ApprovalLapsed(PrivacyRefusal):
    """What the erasure reaches or keeps has changed since it was proposed: look at the plan again."""


class ErasureIncomplete(PrivacyRefusal):
    """Something of an erased person is still there, or nothing was found where rows were planned (ERASE-09)."""


class MergeRefused(PrivacyRefusal):
    """Two records may not become one; the code says why: a rule of ours, or the store in which both hold the same."""


class CannotBeUndone(PrivacyRefusal):
    """A merge can be undone within 24 hours, as long as the person was not erased, restricted or merged again."""


class ExportNotReady(PrivacyRefusal):
    """The package is not there to be handed over: not built, not released, fetched already, or expired."""


class NotInCatalogue(ValidationError):
    """Data that no active row of the catalogue allows (GEN-09); it names the missing rows and who can add them."""

    def __init__(self, kind: SubjectKind, missing: Iterable[Category], stage: Stage) -> None:
        self.kind, self.missing, self.stage = kind, frozenset(missing), stage
        labels = ", ".join(sorted(str(category.label) for category in self.missing))
        super().__init__(
            _(
                "The catalogue has no active row for %(kind)s: %(categories)s (stage: %(stage)s). "
                "The privacy officer can add it, under Privacy > Catalogue."
            ),
            code="not_in_catalogue",
            params={"kind": kind.label, "categories": labels, "stage": stage.label},
        )


class LinkNotUsable(PrivacyRefusal):
    """The link of a person opens nothing: used, too old, or no link of ours; which of these is not told (LAW-05)."""
