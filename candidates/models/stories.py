"""Success stories: shown while the candidate agrees to exactly this text, picture and place (STORY-01)."""

import secrets
from hashlib import sha256
from json import dumps
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models.documents import random_key
from candidates.models.dossier import CandidateRow
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal, personal
from privacy.models import ConsentEvent, Restriction
from privacy.vocabulary import Category, Purpose, SubjectKind

PURPOSE = Purpose.SUCCESS_STORY


class StoryPlace(models.TextChoices):
    """Where a story may be shown: the person says yes to each place by name."""

    SITE = "site", _("our website")
    NETWORKS = "networks", _("our pages on social networks")
    NEWSLETTER = "newsletter", _("our newsletter")
    PRINT = "print", _("brochures and other print")


class CopyPlace(models.TextChoices):
    """Where a story may still stand when our own page is gone (Article 17(2))."""

    SEARCH = "search", _("search engines and archives that copied our page")
    NETWORKS = StoryPlace.NETWORKS.value, StoryPlace.NETWORKS.label
    NEWSLETTER = StoryPlace.NEWSLETTER.value, StoryPlace.NEWSLETTER.label
    PRINT = StoryPlace.PRINT.value, StoryPlace.PRINT.label


def random_slug() -> str:
    """A new address: it says nothing about the person, and nobody guesses it."""
    return secrets.token_hex(11)


class SuccessStoryQuerySet(models.QuerySet["SuccessStory"]):
    """Questions about stories."""

    def public(self) -> Self:
        """Stories that the site shows: published, on a consent that still stands, of nobody under restriction.

        The consent and the restriction are asked at every visit: whoever recorded a withdrawal, and by whatever way,
        the next visitor sees nothing.
        """
        withdrawn = ConsentEvent.objects.filter(
            Q(about="") | Q(about=OuterRef("consent__about")),
            data_subject=OuterRef("candidate"),
            subject_kind=SubjectKind.CANDIDATE,
            purpose=PURPOSE,
            action=ConsentEvent.Action.WITHDRAWN,
            recorded_at__gte=OuterRef("consent__recorded_at"),
        )
        restricted = Restriction.objects.active().filter(
            data_subject=OuterRef("candidate"), subject_kind=SubjectKind.CANDIDATE
        )
        shown = self.filter(
            state=SuccessStory.State.PUBLISHED,
            places__contains=[StoryPlace.SITE],
            consent__kind=ConsentEvent.Kind.EXPLICIT,
            consent__purpose=PURPOSE,
        ).exclude(consent__expires_on__lt=timezone.localdate())
        return shown.exclude(Exists(withdrawn)).exclude(Exists(restricted))


class SuccessStory(CandidateRow):
    """What a candidate tells about his way to a job, with a picture of him, for the places that he agrees to.

    A story that was withdrawn is gone: what remains is the log of consents, and the copies that are still to be
    removed elsewhere (`StoryCopy`).
    """

    class State(models.TextChoices):
        """How far it has come; a change of what was agreed to leads back to the draft."""

        DRAFT = "draft", _("draft, waits for consent")
        CONSENTED = "consented", _("agreed to, not shown")
        PUBLISHED = "published", _("published")

    consent_purpose: ClassVar = PURPOSE

    slug = not_personal(models.CharField(_("address"), max_length=22, unique=True, default=random_slug, editable=False))
    language = not_personal(models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES))
    title = personal(models.CharField(_("title"), max_length=120), Category.OWN_STATEMENTS)
    text = personal(models.TextField(_("text"), max_length=8000), Category.OWN_STATEMENTS)
    shown_name = personal(
        models.CharField(
            _("name as shown"), max_length=60, blank=True, help_text=_("A given name will do; it may be left out.")
        ),
        Category.NAME,
    )
    picture = personal(
        models.FileField(_("picture"), upload_to=random_key, max_length=60, blank=True, editable=False),
        Category.PHOTO,
    )
    picture_type = not_personal(models.CharField(_("type"), max_length=20, blank=True, editable=False))
    picture_digest = personal(
        models.CharField(_("hash of the picture"), max_length=64, blank=True, editable=False), Category.PHOTO
    )
    picture_text = personal(
        models.CharField(
            _("what the picture shows"), max_length=200, blank=True, help_text=_("Read aloud to who cannot see it.")
        ),
        Category.OWN_STATEMENTS,
    )
    places = not_personal(
        ArrayField(models.CharField(max_length=10, choices=StoryPlace.choices), verbose_name=_("shown on"))
    )
    state = not_personal(
        models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    )
    consent = not_personal(
        models.ForeignKey(
            ConsentEvent,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            editable=False,
            verbose_name=_("explicit consent"),
        )
    )
    written_at = not_personal(models.DateTimeField(_("written at"), auto_now=True))
    published_at = not_personal(models.DateTimeField(_("published at"), null=True, editable=False))
    history = HistoricalRecords()

    objects = SuccessStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("success story")
        verbose_name_plural = _("success stories")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", consent__isnull=True, published_at__isnull=True)
                | Q(state="consented", consent__isnull=False, published_at__isnull=True)
                | Q(state="published", consent__isnull=False, published_at__isnull=False),
                name="candidates_successstory_state",
            ),
            models.CheckConstraint(
                condition=Q(places__contained_by=StoryPlace.values) & Q(places__len__gte=1),
                name="candidates_successstory_places",
            ),
            models.CheckConstraint(
                condition=Q(picture="", picture_type="", picture_digest="")
                | Q(
                    picture__regex=r"^documents/[0-9a-f]{2}/[0-9a-f]{32}$",
                    picture_type__in=["image/jpeg", "image/png", "image/webp"],
                    picture_digest__regex=r"^[0-9a-f]{64}$",
                ),
                name="candidates_successstory_picture",
            ),
            models.CheckConstraint(condition=Q(slug__regex=r"^[0-9a-f]{22}$"), name="candidates_successstory_slug"),
        ]

    @property
    def fingerprint(self) -> str:
        """Return what a consent names: this text, name, picture and these places, and no other."""
        agreed = [
            *(self.slug, self.language, self.title, self.text, self.shown_name),
            *(self.picture_digest, self.picture_text, sorted(self.places)),
        ]
        return sha256(dumps(agreed).encode()).hexdigest()

    @property
    def is_as_agreed(self) -> bool:
        """Return whether what stands here is what the consent names."""
        return self.consent is not None and self.consent.about == self.fingerprint

    @property
    def place_labels(self) -> list[str]:
        """Return the places in words."""
        return [str(StoryPlace(place).label) for place in self.places]


class StoryCopyQuerySet(models.QuerySet["StoryCopy"]):
    """Questions about copies."""

    def to_remove(self) -> Self:
        """Copies of stories that may not be shown any more: withdrawn, erased, restricted or taken down."""
        shown = SuccessStory.objects.public().filter(slug=OuterRef("slug"))
        return self.filter(removed_at=None).exclude(Exists(shown))


class StoryCopy(models.Model):
    """That a story stands, or may stand, in a place that our own page does not govern; removed there by hand.

    It names the story by its random address alone, so it can still be dealt with when the story is erased.
    """

    personal_data = NotPersonal("The random address of a story and where it was put; it leads to nobody.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    slug = not_personal(models.CharField(_("address of the story"), max_length=22))
    place = not_personal(models.CharField(_("place"), max_length=10, choices=CopyPlace.choices))
    shown_since = not_personal(models.DateTimeField(_("shown since"), auto_now_add=True))
    removed_at = not_personal(models.DateTimeField(_("removed at"), null=True, editable=False))
    removed_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.PROTECT,
            null=True,
            editable=False,
            related_name="+",
            verbose_name=_("removed by"),
        )
    )
    history = HistoricalRecords()

    objects = StoryCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a story")
        verbose_name_plural = _("copies of stories")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "place"], condition=Q(removed_at=None), name="candidates_storycopy_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="candidates_storycopy_removed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug[:8]} {CopyPlace(self.place).label}"
