"""What was taken in already, so that no message counts twice, whichever way it comes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal


class TakenMail(models.Model):
    """That a message came in, as a keyed hash of it, and what became of it."""

    class Outcome(models.TextChoices):
        """What became of it."""

        RECORDED = "recorded", _("put on a timeline")
        WAITING = "waiting", _("waits for a person")
        THROWN_AWAY = "thrown_away", _("thrown away")
        AUTOMATIC = "automatic", _("automatic reply, counted only")
        BOUNCE = "bounce", _("could not be delivered")
        RECEIPT = "receipt", _("receipt, counted only")

    personal_data = NotPersonal("A keyed hash over number, sender and words of a message: it leads to nobody.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    digest = not_personal(models.CharField(_("fingerprint"), max_length=64, unique=True))
    outcome = not_personal(models.CharField(_("outcome"), max_length=12, choices=Outcome.choices))
    taken_at = not_personal(models.DateTimeField(_("taken in at"), auto_now_add=True, db_index=True))

    class Meta:
        verbose_name = _("e-mail taken in")
        verbose_name_plural = _("e-mails taken in")
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="mail_takenmail_hash"),
        ]

    def __str__(self) -> str:
        return f"TE-{str(self.pk)[-8:]}"
