"""The published privacy policy: immutable versions (GEN-04)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import NOT_PERSONAL, not_personal


class PolicyVersion(models.Model):
    """One version of the privacy policy; every notice, consent and collection names the one then shown (GEN-05)."""

    personal_data = NOT_PERSONAL

    version = not_personal(models.CharField(_("version"), max_length=20, unique=True))
    effective_from = not_personal(models.DateField(_("in force from")))
    text = not_personal(models.TextField(_("text")))
    text_hash = not_personal(models.CharField(_("hash of the text"), max_length=64, editable=False))
    summary_of_changes = not_personal(models.TextField(_("summary of changes"), blank=True))
    is_material = not_personal(models.BooleanField(_("material change"), default=False))
    published_at = not_personal(models.DateTimeField(_("published at"), null=True, blank=True, editable=False))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["-effective_from"]

    def __str__(self) -> str:
        return self.version
