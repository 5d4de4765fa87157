"""How far the mailbox was read, and whether it answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal


class MailboxState(models.Model):
    """The one mailbox to which colleagues send a copy: the last message that was dealt with, and the last error.

    UIDs count within one UIDVALIDITY; where that changes, reading begins anew, and nothing is taken in twice.
    """

    personal_data = NotPersonal("Numbers and kinds of errors, nothing of any message.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    name = not_personal(models.CharField(_("name"), max_length=20, unique=True, default="default"))
    uid_validity = not_personal(models.BigIntegerField(_("UIDVALIDITY"), default=0))
    last_uid = not_personal(models.BigIntegerField(_("last UID"), default=0))
    polled_at = not_personal(models.DateTimeField(_("last answered at"), null=True))
    failed_at = not_personal(models.DateTimeField(_("failing since"), null=True))
    error_code = not_personal(models.CharField(_("error"), max_length=60, blank=True))
    taken_count = not_personal(models.PositiveBigIntegerField(_("taken in"), default=0))
    put_aside_count = not_personal(models.PositiveBigIntegerField(_("put aside: not readable"), default=0))

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailbox")

    def __str__(self) -> str:
        return self.name
