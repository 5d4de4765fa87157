"""What the agency says to people, in versions: legal staff edit it, and what was published stays as it was."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.history.triggers import FrozenTrigger
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NOT_PERSONAL, not_personal
from privacy.texts import LANGUAGES, LONGEST_SUBJECT, TextDeclaration, Wording, declared
from privacy.vocabulary import Channel, Purpose, TextKind


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    """Questions about texts."""

    def published(self) -> Self:
        """Versions that are or were in use."""
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        """Versions that somebody works on."""
        return self.filter(published_at__isnull=True)

    def current(self, code: str) -> Self:
        """The versions in use of one text, newest first: the first one of a language is in force."""
        return self.published().filter(code=code).order_by("-version")


class LegalText(models.Model):
    """One version of one text in one language; the same number in both languages is one version (GEN-05).

    Once published it never changes; consents and messages name the version that the person saw.
    """

    personal_data = NOT_PERSONAL

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    code = not_personal(models.CharField(_("code"), max_length=60))
    kind = not_personal(models.CharField(_("kind"), max_length=7, choices=TextKind.choices))
    version = not_personal(models.PositiveSmallIntegerField(_("version")))
    language = not_personal(models.CharField(_("language"), max_length=5))
    subject_line = not_personal(models.CharField(_("subject or title"), max_length=LONGEST_SUBJECT, blank=True))
    body = not_personal(models.TextField(_("text")))
    purpose = not_personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, blank=True))
    channels = not_personal(
        ArrayField(
            models.CharField(max_length=10, choices=Channel.choices),
            verbose_name=_("channels"),
            default=list,
            blank=True,
        )
    )
    valid_months = not_personal(models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True))
    is_shipped = not_personal(models.BooleanField(_("as it ships with the product"), default=False))
    created_at = not_personal(models.DateTimeField(_("begun at"), auto_now_add=True))
    published_at = not_personal(models.DateTimeField(_("published at"), null=True, blank=True, editable=False))
    history = HistoricalRecords()

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["code", "-version", "-language"]
        constraints = [
            FrozenTrigger(name="privacy_legaltext_frozen", column="published_at"),
            models.UniqueConstraint(fields=["code", "version", "language"], name="privacy_legaltext_one_version"),
            models.UniqueConstraint(
                fields=["code", "language"], condition=Q(published_at__isnull=True), name="privacy_legaltext_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TextKind.values) & Q(language__in=LANGUAGES), name="privacy_legaltext_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="consent", purpose__in=Purpose.values, valid_months__gte=1)
                | (~Q(kind="consent") & Q(purpose="", channels=[], valid_months__isnull=True)),
                name="privacy_legaltext_consent_says_for_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version} ({self.language})"

    @property
    def wording(self) -> Wording:
        """The words of this row."""
        return Wording(self.body, self.subject_line)

    @property
    def declaration(self) -> TextDeclaration:
        """What its app says about it; a text that no app uses any more is a KeyError."""
        return declared(self.code)
