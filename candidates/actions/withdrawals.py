"""What a candidate's withdrawal deletes, purpose by purpose, and what it means for him, in words (SENS-02, ACC-04)."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from candidates.actions.staying import stop_staying
from candidates.models import (
    AdjustmentReader,
    ConductCheck,
    DiversityLink,
    InferredInterest,
    Photo,
    RoleDeclaration,
    SuccessStory,
    WorkplaceAdjustment,
)
from candidates.models.checks import RoleRow
from privacy.actions.standing import forget_alone, standing_alone
from privacy.stores.forget import forget
from privacy.vocabulary import Purpose, SubjectKind
from privacy.withdrawals import Consequence

KIND: Final = SubjectKind.CANDIDATE
EFFECTS: Final = {
    Purpose.PHOTO: _("The photo is removed. This has no effect on any role."),
    Purpose.PROFILING: _("The inferred interests are removed. This has no effect on any role."),
    Purpose.CRIMINAL: _(
        "The record of the certificate of conduct is removed. For a role that demands one the candidate cannot be"
        " proposed any further; other roles are not affected."
    ),
    Purpose.HEALTH: _(
        "What the candidate told about an adjustment is removed. The role goes on; we can no longer ask the client to"
        " arrange it."
    ),
    Purpose.RELIGION: _(
        "The declaration is removed. For the role that lawfully demands it the candidate cannot be proposed any"
        " further; other roles are not affected."
    ),
    Purpose.REFERENCE_CHECK: _("No referee is approached any more. References that were given already stay."),
    Purpose.EQUAL_OPPORTUNITIES: _(
        "The answers are removed. They had no part in any selection; what was counted before leads to nobody."
    ),
    Purpose.RECRUITMENT: _(
        "You are no longer kept for other vacancies. What a contract or the law needs stays for as long as it does."
    ),
    Purpose.SUCCESS_STORY: _("The story is off our site, with its picture. We ask others to remove their copies."),
}


def _forget_all(*models: type[Model]) -> Callable[[UUID, str], None]:
    """Return the deed that forgets the rows of tables that stood on a consent; of one role, where it was for one."""

    def carry_out(person: UUID, about: str) -> None:
        for model in models:
            of: dict[str, Any] = {"candidate": person}
            if about and issubclass(model, RoleRow):
                of["application"] = UUID(hex=about)
            forget_alone(model._base_manager.filter(**of), person, KIND)

    return carry_out


def _forget_adjustments(person: UUID, about: str) -> None:
    """Forget adjustments and who was let read them; one that a law carries stays, with its readers."""
    of = {"application": UUID(hex=about)} if about else {}
    alone = standing_alone(WorkplaceAdjustment.objects.filter(candidate=person, **of), person, KIND)
    forget(AdjustmentReader.objects.filter(adjustment__in=alone))
    forget(WorkplaceAdjustment.objects.filter(pk__in=alone))


def _forget_answers(person: UUID, _about: str) -> None:
    DiversityLink.objects.filter(candidate=person).delete()


def _forget_stories(person: UUID, about: str) -> None:
    """Take the stories off the site at once, with their pictures and past; without the fingerprint of one, all."""
    of = {"consent__about": about} if about else {}
    forget_alone(SuccessStory.objects.filter(candidate=person, **of), person, KIND)


def _keep(_person: UUID, _about: str) -> None:
    """Nothing stands on this consent: what was done with it stays as it was."""


def _consequence(purpose: Purpose, carry_out: Callable[[UUID, str], None], *, is_explicit: bool = False) -> Consequence:
    return Consequence(KIND, purpose, carry_out, EFFECTS[purpose], is_explicit)


CONSEQUENCES: Final = (
    _consequence(Purpose.PHOTO, _forget_all(Photo)),
    _consequence(Purpose.PROFILING, _forget_all(InferredInterest)),
    _consequence(Purpose.CRIMINAL, _forget_all(ConductCheck), is_explicit=True),
    _consequence(Purpose.HEALTH, _forget_adjustments, is_explicit=True),
    _consequence(Purpose.RELIGION, _forget_all(RoleDeclaration), is_explicit=True),
    _consequence(Purpose.REFERENCE_CHECK, _keep),
    _consequence(Purpose.EQUAL_OPPORTUNITIES, _forget_answers, is_explicit=True),
    _consequence(Purpose.SUCCESS_STORY, _forget_stories, is_explicit=True),
    _consequence(Purpose.RECRUITMENT, stop_staying),
)
