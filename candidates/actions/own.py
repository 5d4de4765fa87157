"""What a candidate does himself on his own pages: answer for monitoring, agree to a story, take either back."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from candidates.actions.diversity import PURPOSE, record_answers, withdraw_diversity
from candidates.actions.stories import HowSaid, agree_to_story, withdraw_story
from candidates.models import Candidate, DiversityChoice, DiversityLink, SuccessStory
from cluster_crm.history.acting import acting
from privacy.actions.consents import record_consent
from privacy.actions.restriction import refuse_restricted
from privacy.models import ConsentEvent, LegalText, PolicyVersion
from privacy.models.catalogue_view import Catalogue
from privacy.own_pages import OwnPage
from privacy.vocabulary import Category, SubjectKind

HIMSELF: Final = "candidates.own"
METHOD: Final = ConsentEvent.Method.PREFERENCE_CENTRE


def answer_diversity(candidate: Candidate, answers: Iterable[DiversityChoice], *, text: LegalText) -> DiversityLink:
    """Write down what a candidate says of himself, on the express yes that he gives with it to a text (EO-02).

    Refused as `record_consent` and `record_answers` refuse.
    """
    with acting(None, HIMSELF):
        refuse_restricted(candidate.pk, SubjectKind.CANDIDATE)
        consent = record_consent(
            candidate.pk,
            SubjectKind.CANDIDATE,
            purpose=PURPOSE,
            method=METHOD,
            text=text,
            consent=ConsentEvent.Kind.EXPLICIT,
            is_affirmed=True,
        )
        return record_answers(candidate, answers, consent=consent)


def take_answers_back(candidate: Candidate, *, language: str) -> None:
    """Take the answers back: they are erased at once (EO-04)."""
    with acting(None, HIMSELF):
        withdraw_diversity(candidate, method=METHOD, language=language, policy_version=_policy())


def agree_to_own_story(story: SuccessStory, *, seen: str, text: LegalText) -> SuccessStory:
    """Agree to a story as it was shown; raises StoryChanged where it reads differently by now."""
    return agree_to_story(story, seen=seen, how=_how(text.language), text=text, is_affirmed=True, by=None)


def take_story_back(story: SuccessStory, *, language: str) -> None:
    """Take a story back, agreed to or not: it goes at once."""
    withdraw_story(story, how=_how(language), by=None)


def _how(language: str) -> HowSaid:
    return HowSaid(METHOD, language, _policy())


def _policy() -> PolicyVersion | None:
    """The version in force; that there is none is no reason to refuse a withdrawal."""
    return PolicyVersion.objects.in_force().first()


def is_monitored(person: UUID) -> bool:
    """Whether this person is asked for equal opportunities monitoring: a candidate, where the catalogue has it."""
    entry = Catalogue.load(SubjectKind.CANDIDATE).entry(Category.DIVERSITY)
    return entry is not None and Candidate.objects.filter(pk=person).exists()


def has_story(person: UUID) -> bool:
    """Whether a story of this person is written down."""
    return SuccessStory.objects.filter(candidate=person).exists()


OWN_PAGES: Final = (
    OwnPage(_("Equal opportunities"), "candidates:own_diversity", is_monitored),
    OwnPage(_("My story"), "candidates:own_stories", has_story),
)
