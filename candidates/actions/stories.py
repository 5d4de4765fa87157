"""Deeds on success stories: write, note the consent, publish, take down, withdraw (STORY-01, Article 7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from candidates.actions.photos import plain_picture
from candidates.exceptions import NotAgreedTo, StoryChanged
from candidates.models import Candidate, CopyPlace, StoryCopy, StoryPlace, SuccessStory
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.restriction import refuse_restricted
from privacy.actions.standing import forget_alone
from privacy.actions.subjects import lock_live_role
from privacy.models import ConsentEvent, FileTombstone, LegalText, PolicyVersion
from privacy.models.catalogue_view import Catalogue
from privacy.stores.forget import forget
from privacy.vocabulary import Category, Purpose, SubjectKind

PURPOSE: Final = Purpose.SUCCESS_STORY
KIND: Final = SubjectKind.CANDIDATE
State = SuccessStory.State


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """What a story says and where it is to stand; a `picture` of None leaves the one that is there."""

    language: str
    title: str
    text: str
    places: tuple[StoryPlace, ...]
    shown_name: str = ""
    picture: bytes | None = None
    picture_text: str = ""


class HowSaid(NamedTuple):
    """How a person said it, and under which texts."""

    method: ConsentEvent.Method
    language: str
    policy_version: PolicyVersion | None
    evidence: str = ""


def write_story(candidate: Candidate, draft: StoryDraft, *, by: User | None) -> SuccessStory:
    """Write down a story that the person will be asked about."""
    return _written(SuccessStory(candidate=candidate), draft, by=by)


def change_story(story: SuccessStory, draft: StoryDraft, *, by: User | None) -> SuccessStory:
    """Change a story: whatever was agreed to before is not this, so it is off the site until the person says yes."""
    with transaction.atomic():
        return _written(SuccessStory.objects.select_for_update().get(pk=story.pk), draft, by=by)


def agree_to_story(
    story: SuccessStory,
    *,
    seen: str,
    how: HowSaid,
    is_affirmed: bool,
    by: User | None,
    text: LegalText | None = None,
    text_version: str = "",
) -> SuccessStory:
    """Record that the person agrees to exactly what he has `seen`, named by its fingerprint (Article 7(1)).

    `text` is the question of ours that he answered; a form on paper has its own `text_version` instead. Raises
    StoryChanged where the story reads differently by now.
    """
    with acting(by.pk if by else None, "candidates.story.consent"):
        story = _locked(story)
        if seen != story.fingerprint:
            raise StoryChanged
        story.consent = record_consent(
            story.candidate_id,
            KIND,
            purpose=PURPOSE,
            about=seen,
            text=text,
            text_version=text_version,
            is_affirmed=is_affirmed,
            consent=ConsentEvent.Kind.EXPLICIT,
            by=by,
            **how._asdict(),
        )
        if not SuccessStory.objects.public().filter(pk=story.pk).exists():
            story.state, story.published_at = State.CONSENTED, None
        story.save()
    return story


def publish_story(story: SuccessStory, *, by: User | None) -> SuccessStory:
    """Show a story on the site, and note where else it will stand; refused unless the consent names exactly this."""
    with acting(by.pk if by else None, "candidates.story.publish"):
        story = _locked(story)
        said = ConsentEvent.objects.of(story.candidate_id, KIND).last_word(PURPOSE, about=story.fingerprint)
        if said is None or said != story.consent or said.kind != ConsentEvent.Kind.EXPLICIT:
            raise NotAgreedTo
        catalogue = Catalogue.load(KIND)
        for category in story.categories_held() & {Category.OWN_STATEMENTS, Category.NAME, Category.PHOTO}:
            catalogue.require_purpose(PURPOSE, category)
        story.state, story.published_at = State.PUBLISHED, timezone.now()
        story.save()
        known = set(StoryCopy.objects.filter(slug=story.slug, removed_at=None).values_list("place", flat=True))
        StoryCopy.objects.bulk_create(
            StoryCopy(slug=story.slug, place=place) for place in _copies_of(story) if place not in known
        )
    return story


def take_down_story(story: SuccessStory, *, by: User | None) -> SuccessStory:
    """Show a story no longer, by a choice of ours: the consent stays."""
    with acting(by.pk if by else None, "candidates.story.down"), transaction.atomic():
        story = SuccessStory.objects.select_for_update().get(pk=story.pk)
        if story.state == State.PUBLISHED:
            story.state, story.published_at = State.CONSENTED, None
            story.save()
    return story


def withdraw_story(story: SuccessStory, *, how: HowSaid, by: User | None) -> ConsentEvent:
    """Record that the person takes back what he said about this story; it goes at once, with its picture and past."""
    with acting(by.pk if by else None, "candidates.story.withdraw"), transaction.atomic():
        done = withdraw(
            story.candidate_id,
            KIND,
            purpose=PURPOSE,
            about=story.consent.about if story.consent else story.fingerprint,
            by=by,
            **how._asdict(),
        )
        forget_alone(SuccessStory.objects.filter(pk=story.pk), story.candidate_id, KIND)
    return done.event


def remove_copy(copy: StoryCopy, *, by: User) -> StoryCopy:
    """Note that a copy elsewhere is gone, or that its keeper was asked to remove it (Article 17(2))."""
    with acting(by.pk, "candidates.story.copy"), transaction.atomic():
        copy = StoryCopy.objects.select_for_update().get(pk=copy.pk)
        if copy.removed_at is None:
            copy.removed_at, copy.removed_by = timezone.now(), by
            copy.save()
    return copy


def forget_stale_drafts(on: date) -> int:
    """Forget drafts to which nobody agreed in time: without a consent nothing carries them; return how many."""
    last = on - timedelta(days=settings.CRM_STORY_DRAFT_DAYS)
    return forget(SuccessStory.objects.filter(state=State.DRAFT, written_at__date__lt=last))


def _locked(story: SuccessStory) -> SuccessStory:
    """Return the row as it is now, of a person whom we hold and may work with."""
    lock_live_role(story.candidate_id, KIND)
    refuse_restricted(story.candidate_id, KIND)
    return SuccessStory.objects.select_for_update(of=("self",)).select_related("consent").get(pk=story.pk)


def _written(story: SuccessStory, draft: StoryDraft, *, by: User | None) -> SuccessStory:
    """Save a story as a draft; the picture is looked at and rewritten first."""
    with acting(by.pk if by else None, "candidates.story.write"):
        lock_live_role(story.candidate_id, KIND)
        refuse_restricted(story.candidate_id, KIND)
        for name in ("language", "title", "text", "shown_name", "picture_text"):
            setattr(story, name, getattr(draft, name))
        story.places = sorted(draft.places)
        if draft.picture is not None:
            _set_picture(story, draft.picture)
        story.state, story.consent, story.published_at = State.DRAFT, None, None
        story.full_clean()
        story.save()
    return story


def _set_picture(story: SuccessStory, content: bytes) -> None:
    before = str(story.picture.name or "")
    picture, story.picture_type = plain_picture(content)
    story.picture_digest = sha256(picture).hexdigest()
    story.picture.save("", ContentFile(picture), save=False)
    if before:
        FileTombstone.objects.bulk_create([FileTombstone(storage_key=before)], ignore_conflicts=True)


def _copies_of(story: SuccessStory) -> list[CopyPlace]:
    """Where a story may come to stand beside our own page."""
    return [CopyPlace.SEARCH if place == StoryPlace.SITE else CopyPlace(place) for place in story.places]
