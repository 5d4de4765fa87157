"""Files that came with messages: kept a month, so that one can be taken into a dossier."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.mail.models.owned import MaybeOwned
from cluster_crm.mail.models.waiting import WaitingMail
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.vocabulary import Category


def random_key(_instance: models.Model, _original_name: str) -> str:
    """Where a file is kept: a random key, so that a path says nothing about anybody."""
    key = secrets.token_hex(16)
    return f"mail/{key[:2]}/{key}"


class MailFile(MaybeOwned):
    """A file that came with a message; its type is what its content shows, and nothing opens it here."""

    personal_data = PersonalRecord()

    mail = not_personal(
        models.ForeignKey(
            WaitingMail, models.CASCADE, null=True, blank=True, related_name="files", verbose_name=_("e-mail")
        )
    )
    original_name = personal(
        models.CharField(_("name of the file"), max_length=255, blank=True), Category.CORRESPONDENCE
    )
    file = personal(models.FileField(_("file"), upload_to=random_key, max_length=60), Category.CORRESPONDENCE)
    content_type = not_personal(models.CharField(_("type"), max_length=150, editable=False))
    size = not_personal(models.BigIntegerField(_("size in bytes"), editable=False))
    sha256 = not_personal(models.CharField(_("fingerprint"), max_length=64, editable=False))
    history = HistoricalRecords()

    class Meta(MaybeOwned.Meta):
        abstract = False
        verbose_name = _("file from an e-mail")
        verbose_name_plural = _("files from e-mails")
        constraints = [
            *MaybeOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(file__regex=r"^mail/[0-9a-f]{2}/[0-9a-f]{32}$"), name="mail_mailfile_random_key"
            ),
            models.CheckConstraint(
                condition=Q(mail__isnull=False) | Q(data_subject__isnull=False), name="mail_mailfile_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"MF-{str(self.pk)[-8:]}"
