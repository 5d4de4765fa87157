"""The suppression list: whom never to approach again, also when his data come back (Article 21(3), MKT-07)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal
from privacy.vocabulary import Channel, Identifier, Purpose


class SuppressionEntry(models.Model):
    """An address that gets no marketing, by its keyed hash alone: for one purpose and channel, or all where empty."""

    class Reason(models.TextChoices):
        """Why the address stands here."""

        OBJECTION = "objection", _("objection to marketing")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        ERASED = "erased", _("erased at the person's request")

    personal_data = NotPersonal("Keyed hashes that lead to nobody we hold; they outlive the person's data (AMB-09).")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    identifier = not_personal(models.CharField(_("kind of address"), max_length=12, choices=Identifier.choices))
    digest = not_personal(models.CharField(_("keyed hash"), max_length=64))
    purpose = not_personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, blank=True))
    channel = not_personal(models.CharField(_("channel"), max_length=10, choices=Channel.choices, blank=True))
    reason = not_personal(models.CharField(_("reason"), max_length=12, choices=Reason.choices))
    created_at = not_personal(models.DateTimeField(_("since"), default=timezone.now, editable=False))
    hit_count = not_personal(models.PositiveIntegerField(_("hits"), default=0, editable=False))
    last_hit_at = not_personal(models.DateTimeField(_("last hit at"), null=True, editable=False))
    history = HistoricalRecords(excluded_fields=["hit_count", "last_hit_at"])

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "identifier", "purpose", "channel"], name="privacy_suppressionentry_once"
            ),
            models.CheckConstraint(
                condition=Q(identifier__in=Identifier.values)
                & Q(purpose__in=["", *Purpose.values])
                & Q(channel__in=["", *Channel.values]),
                name="privacy_suppressionentry_known_scope",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="privacy_suppressionentry_only_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"SU-{str(self.pk)[-8:]}"
