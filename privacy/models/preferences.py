"""What a person wishes of us as a whole: language, a pause, with whom we share; and when he last confirmed it all."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category

RECORD = Category.PRIVACY_RECORD


class PersonPreference(models.Model):
    """The wishes of one person in all his roles (CONS-02, SHARE-02, GEN-11); without a row, those of the defaults.

    `paused_until` is the last day without mail that is no service message. Sharing is on "unless you specify
    otherwise" (AMB-23); whom we need to run the system is no matter of choice.
    """

    personal_data = PersonalRecord(is_whole_person=True)

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    language = personal(models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True), RECORD)
    paused_until = personal(models.DateField(_("no mail until"), null=True, blank=True), RECORD)
    shares_with_group = personal(models.BooleanField(_("may be shared within our group"), default=True), RECORD)
    shares_with_optional = personal(
        models.BooleanField(_("may be shared with those whom we do not need"), default=True), RECORD
    )
    confirmed_on = personal(models.DateField(_("details confirmed on"), null=True, blank=True), RECORD)
    asked_on = personal(models.DateField(_("asked whether details are right on"), null=True, blank=True), RECORD)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("preferences of a person")
        verbose_name_plural = _("preferences of persons")
        constraints = [
            models.UniqueConstraint(fields=["data_subject"], name="privacy_personpreference_one"),
            models.CheckConstraint(
                condition=Q(language__in=["", *dict(settings.LANGUAGES)]), name="privacy_personpreference_language"
            ),
        ]
        indexes = [
            models.Index(
                fields=["paused_until"], condition=Q(paused_until__isnull=False), name="privacy_personpreference_pause"
            )
        ]

    def __str__(self) -> str:
        return f"PP-{str(self.pk)[-8:]}"
