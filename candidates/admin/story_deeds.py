"""What can be done with a success story by a button: what each deed asks, says and does (STORY-01)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.actions import stories
from candidates.consent_texts import STORY
from candidates.models import SuccessStory
from candidates.story_forms import StoryConsentForm, StoryWithdrawalForm
from cluster_crm.accounts.models import User
from privacy.actions.texts import current_text
from privacy.models import ConsentEvent, PolicyVersion

State = SuccessStory.State


@dataclass(frozen=True)
class StoryDeed:
    """One deed: its button, what its page says, who may do it, in which states, and how it is done."""

    words: Any
    explains: Any
    needs: str
    states: frozenset[str]
    carry_out: Callable[[SuccessStory, dict[str, Any], User], Any]
    done: Any
    form: type[forms.Form] = forms.Form
    is_of_the_person: bool = False


def how_said(story: SuccessStory, said: Mapping[str, Any]) -> stories.HowSaid:
    """Return how the person said it, under the policy that is published now."""
    policy = PolicyVersion.objects.filter(published_at__isnull=False).latest("published_at")
    return stories.HowSaid(ConsentEvent.Method(said["method"]), story.language, policy, said["evidence"])


def _agree(story: SuccessStory, said: dict[str, Any], by: User) -> None:
    stories.agree_to_story(
        story,
        seen=said["seen"],
        how=how_said(story, said),
        text=current_text(STORY, story.language),
        is_affirmed=said["is_affirmed"],
        by=by,
    )


DEEDS: Final[Mapping[str, StoryDeed]] = {
    "consent": StoryDeed(
        _("Note the consent"),
        _("The person agrees to what stands here and to nothing else: a later change asks for a new consent."),
        "candidates.publish_story",
        frozenset({State.DRAFT}),
        _agree,
        _("The consent is recorded."),
        StoryConsentForm,
    ),
    "publish": StoryDeed(
        _("Publish"),
        _("The story then stands on our site, under an address without a name."),
        "candidates.publish_story",
        frozenset({State.CONSENTED}),
        lambda story, _said, by: stories.publish_story(story, by=by),
        _("The story is published."),
    ),
    "down": StoryDeed(
        _("Take down"),
        _("The story leaves our site; the consent stays, and it can be published again."),
        "candidates.publish_story",
        frozenset({State.PUBLISHED}),
        lambda story, _said, by: stories.take_down_story(story, by=by),
        _("The story is off the site."),
    ),
    "withdraw": StoryDeed(
        _("Withdraw consent"),
        _(
            "The story leaves our site at once and is deleted with its picture. Copies elsewhere stand on the list of"
            " copies to be removed. This has no effect on any application."
        ),
        "candidates.withdraw_story",
        frozenset(State),
        lambda story, said, by: stories.withdraw_story(story, how=how_said(story, said), by=by),
        _("The consent is withdrawn, and the story is gone."),
        StoryWithdrawalForm,
        is_of_the_person=True,
    ),
}
