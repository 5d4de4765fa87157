"""That processing goes on upon another basis after a consent was withdrawn (CONS-06, AMB-24)."""

from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.messages import Message
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category, LawfulBasis, Purpose

NEVER: Final = [
    *("dm_recruit", "dm_other", "referral_ask", "survey", "ads", "job_alert"),
    *("success_story", "profiling", "equal_opportunities", "health", "religion", "criminal", "photo"),
]
"""Marketing, profiling and special data stand on consent alone."""


class ContinuationQuerySet(models.QuerySet["Continuation"]):
    """Questions about processing that goes on."""

    def in_force(self) -> Self:
        """Those of which the person was told: before that nothing goes on."""
        return self.filter(notice__state__in=[Message.State.SENT, Message.State.TOLD])


class Continuation(PersonRow):
    """The privacy officer's decision that a purpose goes on upon another basis, and the notice that comes first."""

    personal_data = PersonalRecord()

    purpose = personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices), Category.PRIVACY_RECORD)
    basis = personal(models.CharField(_("lawful basis"), max_length=1, choices=LawfulBasis), Category.PRIVACY_RECORD)
    reason = personal(models.CharField(_("reason"), max_length=500), Category.PRIVACY_RECORD)
    notice = not_personal(
        models.OneToOneField(
            Message, models.CASCADE, related_name="+", editable=False, verbose_name=_("notice to the person")
        )
    )
    decided_at = not_personal(models.DateTimeField(_("decided at"), default=timezone.now, editable=False))
    decided_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("decided by")
        )
    )
    history = HistoricalRecords()

    objects = ContinuationQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("processing that goes on")
        verbose_name_plural = _("processing that goes on")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values) & ~Q(purpose__in=NEVER), name="privacy_continuation_purpose"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=LawfulBasis.values) & ~Q(basis="a") & ~Q(reason=""),
                name="privacy_continuation_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"PC-{str(self.pk)[-8:]}"
