"""That a person is told of a new version of the policy which changes something for him (GEN-06)."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.messages import Message
from privacy.models.person_row import PersonRow
from privacy.models.policy import PolicyVersion
from privacy.vocabulary import Category, SubjectKind


class PolicyNotificationQuerySet(models.QuerySet["PolicyNotification"]):
    """Questions about notifications of a new policy."""

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """Notifications of one person in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)


class PolicyNotification(PersonRow):
    """That a person was written to about a version of the policy, once; or that we know no way to reach him."""

    class State(models.TextChoices):
        """Where the notification stands."""

        QUEUED = "queued", _("waits")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNREACHABLE = "unreachable", _("no address")

    personal_data = PersonalRecord()

    policy_version = personal(
        models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", verbose_name=_("policy version")),
        Category.PRIVACY_RECORD,
    )
    state = personal(
        models.CharField(_("state"), max_length=11, choices=State.choices, default=State.QUEUED),
        Category.PRIVACY_RECORD,
    )
    message = not_personal(
        models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("message"))
    )
    created_at = not_personal(models.DateTimeField(_("made at"), auto_now_add=True))
    history = HistoricalRecords()

    objects = PolicyNotificationQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("notification of a new policy")
        verbose_name_plural = _("notifications of a new policy")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["policy_version", "data_subject"], name="privacy_policynotification_once"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sent", "failed", "unreachable"]),
                name="privacy_policynotification_known_state",
            ),
        ]
        indexes = [
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="privacy_policynotif_message"),
        ]

    def weighs_in_merge(self) -> int:
        """Return which of two notifications of one version stays where two records become one: the one sent."""
        return int(self.state == self.State.SENT)

    def __str__(self) -> str:
        return f"PN-{str(self.pk)[-8:]}"
