"""Packages with a person's data, built for an access request (Article 15)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.requests import RightsRequest
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, SubjectKind


class AccessExportQuerySet(models.QuerySet["AccessExport"]):
    """Questions about packages."""

    def fetchable(self, at: datetime) -> Self:
        """Packages that their link still opens."""
        return self.filter(state=AccessExport.State.READY, expires_at__gt=at).exclude(token_hash="")


class AccessExport(models.Model):
    """One package: built by the worker, released by a person where text of others was withheld, fetched once."""

    class State(models.TextChoices):
        """Where the package stands."""

        BUILDING = "building", _("being built")
        IN_REVIEW = "in_review", _("a person must look at texts by others")
        READY = "ready", _("ready to hand over")
        FETCHED = "fetched", _("fetched")
        EXPIRED = "expired", _("expired, removed")

    personal_data = PersonalRecord()

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    request = not_personal(models.ForeignKey(RightsRequest, models.PROTECT, related_name="exports"))
    data_subject = not_personal(models.ForeignKey(DataSubject, models.PROTECT, related_name="+"))
    subject_kind = not_personal(models.CharField(_("role"), max_length=20, choices=SubjectKind.choices))
    state = not_personal(models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BUILDING))
    file = personal(models.FileField(_("package"), blank=True, max_length=255), Category.PRIVACY_RECORD)
    withheld = not_personal(models.PositiveIntegerField(_("items withheld"), default=0))
    token_hash = not_personal(models.CharField(max_length=64, blank=True, editable=False))
    built_at = not_personal(models.DateTimeField(_("built at"), null=True))
    expires_at = not_personal(models.DateTimeField(_("expires at"), null=True))
    fetched_at = not_personal(models.DateTimeField(_("fetched at"), null=True))
    history = HistoricalRecords()

    objects = AccessExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("access export")
        verbose_name_plural = _("access exports")
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="privacy_accessexport_token"
            )
        ]

    def __str__(self) -> str:
        return f"X-{str(self.id)[-8:]}"
