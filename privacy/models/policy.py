"""The published privacy policy: immutable versions in both languages (GEN-04)."""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.history.triggers import FrozenTrigger
from privacy.declarations import NOT_PERSONAL, not_personal

LANGUAGES: Final = ("nl", "en")


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Questions about versions of the policy."""

    def published(self) -> Self:
        """Versions whose text is fixed, the newest first; some may come into force later."""
        return self.filter(published_at__isnull=False).order_by("-effective_from", "-published_at")

    def in_force(self, on: date | None = None) -> Self:
        """Versions published and in force by a day, the one in force first."""
        return self.published().filter(effective_from__lte=on or timezone.localdate())

    def drafts(self) -> Self:
        """Versions that can still be changed."""
        return self.filter(published_at__isnull=True)


class PolicyVersion(models.Model):
    """One version of the privacy policy; every notice, consent and collection names the one then shown (GEN-05).

    `text_*` are the agency's own words at the top, or all of a version that is older than this system. The rest is
    generated: `document` is what people read, by language, and `facts` are what it was made from, frozen together.
    """

    personal_data = NOT_PERSONAL

    version = not_personal(models.CharField(_("version"), max_length=20, unique=True))
    effective_from = not_personal(models.DateField(_("in force from")))
    text_nl = not_personal(models.TextField(_("own words, in Dutch"), blank=True))
    text_en = not_personal(models.TextField(_("own words, in English"), blank=True))
    summary_nl = not_personal(models.TextField(_("summary of changes, in Dutch"), blank=True))
    summary_en = not_personal(models.TextField(_("summary of changes, in English"), blank=True))
    is_material = not_personal(
        models.BooleanField(
            _("material change"),
            default=False,
            help_text=_("Everybody whom the change is about gets a message when this version is published (GEN-06)."),
        )
    )
    document = not_personal(models.JSONField(default=dict, blank=True, editable=False), json_keys=LANGUAGES)
    facts = not_personal(
        models.JSONField(default=dict, blank=True, editable=False),
        json_keys=("authority", "controllers", "kinds", "prose", "recipients"),
    )
    text_hash = not_personal(models.CharField(_("hash of the text"), max_length=64, editable=False))
    fingerprint = not_personal(models.CharField(_("hash of the facts"), max_length=64, editable=False, blank=True))
    published_at = not_personal(models.DateTimeField(_("published at"), null=True, blank=True, editable=False))
    history = HistoricalRecords()

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["-effective_from"]
        constraints = [
            FrozenTrigger(name="privacy_policyversion_frozen", column="published_at"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(text_hash=""), name="privacy_policyversion_has_hash"
            ),
        ]

    def __str__(self) -> str:
        return self.version

    def own_words(self, language: str) -> str:
        """Return the agency's own words in a language, or in the other where it has none in this one."""
        return (self.text_en or self.text_nl) if language == "en" else (self.text_nl or self.text_en)

    def summary(self, language: str) -> str:
        """Return what changed with this version, in a language or in the other."""
        return (self.summary_en or self.summary_nl) if language == "en" else (self.summary_nl or self.summary_en)
