"""The log of objections: against marketing (Article 21(2)), or against being approached about roles (Article 21(1))."""

from typing import Final, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.consents import ConsentEvent
from privacy.models.person_row import PersonRow
from privacy.send_facts import Objected
from privacy.vocabulary import Category, Channel, EraseRule, Purpose, RefusalCode, RetentionClass

METHODS: Final = [way for way in ConsentEvent.Method.choices if way[0] not in {"box_ticked", "merged"}]
MARKETING: Final = ["dm_recruit", "dm_other", "referral_ask", "survey", "ads", "job_alert"]


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Questions about objections."""

    def of(self, data_subject_id: UUID) -> Self:
        """What one person objected to, in whatever role: an objection is the whole person's (reading 13)."""
        return self.filter(data_subject_id=data_subject_id)


class Objection(PersonRow):
    """That a person objected: to what, on which channel, how, and the evidence; never changed.

    It counts for the whole person, whatever the role in which it was said. An empty purpose is all marketing, an empty
    channel all of them. Only a later own yes to exactly one purpose and channel lifts it there.
    """

    class Against(models.TextChoices):
        """What the person objects to."""

        MARKETING = "marketing", _("marketing")
        RECRUITMENT = "recruitment", _("being approached about roles")

    personal_data = PersonalRecord(
        keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.PROOF, "Art. 21(3) GDPR"),
    )
    is_append_only = True

    against = personal(models.CharField(_("against"), max_length=11, choices=Against.choices), Category.PRIVACY_RECORD)
    purpose = personal(
        models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, blank=True), Category.PRIVACY_RECORD
    )
    channel = personal(
        models.CharField(_("channel"), max_length=10, choices=Channel.choices, blank=True), Category.PRIVACY_RECORD
    )
    includes_alerts = personal(models.BooleanField(_("vacancy alerts, too"), default=False), Category.PRIVACY_RECORD)
    method = personal(models.CharField(_("how"), max_length=20, choices=METHODS), Category.PRIVACY_RECORD)
    language = not_personal(models.CharField(_("language"), max_length=5))
    evidence = personal(
        models.CharField(_("evidence"), max_length=300, blank=True), Category.PRIVACY_RECORD, erase=EraseRule.CLEAR
    )
    recorded_at = personal(
        models.DateTimeField(_("recorded at"), default=timezone.now, editable=False), Category.PRIVACY_RECORD
    )
    recorded_by = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(against="marketing", purpose__in=["", *MARKETING])
                | Q(against="recruitment", purpose="", includes_alerts=False),
                name="privacy_objection_known_scope",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", *Channel.values]), name="privacy_objection_known_channel"
            ),
            models.CheckConstraint(
                condition=Q(method__in=[way for way, _label in METHODS]), name="privacy_objection_known_method"
            ),
        ]
        indexes = [models.Index(fields=["data_subject", "recorded_at"], name="privacy_objection_of_person")]

    def __str__(self) -> str:
        return f"OB-{str(self.pk)[-8:]}"

    @property
    def fact(self) -> Objected:
        """The objection, as the decision about sending reads it."""
        return Objected(
            at=self.recorded_at,
            is_to_recruitment=self.against == self.Against.RECRUITMENT,
            purpose=self.purpose,
            channel=self.channel,
            includes_alerts=self.includes_alerts,
        )
