"""Invented success stories for tests."""

from typing import Any

from candidates.actions.stories import HowSaid, StoryDraft, agree_to_story, publish_story, write_story
from candidates.models import Candidate, StoryPlace, SuccessStory
from candidates.testing_sensitive import picture
from privacy.models import ConsentEvent, PolicyVersion
from privacy.testing import make_policy


def how_said() -> HowSaid:
    """How an invented person said it."""
    policy = PolicyVersion.objects.first() or make_policy()
    return HowSaid(ConsentEvent.Method.SIGNED_FORM, "nl", policy, "form 7")


def make_draft(**fields: Any) -> StoryDraft:
    """What a story says."""
    given = {
        "language": "nl",
        "title": "Van winkel naar werkplaats",
        "text": "Ik begon in een winkel.\n\nNu maak ik fietsen.",
        "places": (StoryPlace.SITE, StoryPlace.NETWORKS),
        "shown_name": "Noor",
        "picture": picture(),
        "picture_text": "Noor in de werkplaats",
    }
    return StoryDraft(**given | fields)


def make_story(
    candidate: Candidate, *, is_agreed: bool = True, is_published: bool = True, **fields: Any
) -> SuccessStory:
    """Write a story; the person agrees to it and it is published, unless said otherwise."""
    story = write_story(candidate, make_draft(**fields), by=None)
    if is_agreed:
        story = agree_to_story(
            story, seen=story.fingerprint, how=how_said(), text_version="success-story-1", is_affirmed=True, by=None
        )
    return publish_story(story, by=None) if is_agreed and is_published else story


def fill_stories(candidate: Candidate, marker: str) -> None:
    """Fill every column of a story; each text holds the marker."""
    make_story(
        candidate,
        title=f"{marker} title",
        text=f"{marker} story",
        shown_name=f"{marker} name",
        picture_text=f"{marker} picture",
    )
