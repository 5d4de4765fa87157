"""The retention clock: how long a person may stay in a role (requirements 4)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.subjects import Recipient
from privacy.retention import RetentionFacts, RetentionRule
from privacy.vocabulary import Category, RetentionProfile


class RetentionClockQuerySet(models.QuerySet["RetentionClock"]):
    """Questions about terms."""

    def expired(self, on: date) -> Self:
        """Clocks whose last lawful day has passed (RET-01); holds and restrictions are the sweep's question."""
        return self.filter(retain_until__lt=on)


class RetentionClock(PersonRow):
    """One person's term in one role: the facts that move it and the last lawful day (RET-01).

    `organisation` is whose contact counts for this person too (RET-02, RET-04); it is joined, never copied here.
    """

    personal_data = PersonalRecord()

    organisation = not_personal(
        models.ForeignKey(
            Recipient, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
        )
    )
    collected_on = not_personal(models.DateField(_("collected on")))
    contact_on = personal(models.DateField(_("last meaningful contact"), null=True, blank=True), Category.DEALINGS)
    running_until = personal(
        models.DateField(_("assignment or contract runs until"), null=True, blank=True), Category.DEALINGS
    )
    profile = not_personal(
        models.CharField(
            _("registered for"), max_length=12, choices=RetentionProfile.choices, default=RetentionProfile.POOL
        )
    )
    has_consent_to_stay = personal(
        models.BooleanField(_("agreed to stay 12 months"), default=False), Category.PRIVACY_RECORD
    )
    anchor_on = personal(models.DateField(_("term runs from")), Category.PRIVACY_RECORD)
    retain_until = personal(models.DateField(_("last lawful day"), db_index=True), Category.PRIVACY_RECORD)
    rule = not_personal(models.CharField(_("rule"), max_length=8, choices=RetentionRule.choices))
    history = HistoricalRecords()

    objects = RetentionClockQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("retention clock")
        verbose_name_plural = _("retention clocks")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["data_subject", "subject_kind"], name="privacy_retentionclock_one"),
            models.CheckConstraint(condition=Q(rule__in=RetentionRule.values), name="privacy_retentionclock_rule"),
            models.CheckConstraint(
                condition=Q(anchor_on__gte=F("collected_on"), retain_until__gte=F("anchor_on")),
                name="privacy_retentionclock_order",
            ),
        ]

    def __str__(self) -> str:
        return f"RT-{str(self.pk)[-8:]}"

    @property
    def facts(self) -> RetentionFacts:
        """What the decision is taken on."""
        return RetentionFacts(
            collected_on=self.collected_on,
            contact_on=self.contact_on,
            running_until=self.running_until,
            profile=RetentionProfile(self.profile),
            has_consent_to_stay=self.has_consent_to_stay,
        )
