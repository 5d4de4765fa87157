"""Addresses to which a message of ours could not be delivered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category, Identifier


class UndeliverableAddress(PersonRow):
    """An address of a person that a mail server refused for good; why is a code of RFC 3463, such as 5.1.1."""

    personal_data = PersonalRecord()

    address = personal(
        models.CharField(_("e-mail"), max_length=320, db_index=True), Category.CONTACT, identifier=Identifier.EMAIL
    )
    code = not_personal(models.CharField(_("why"), max_length=12, blank=True))
    bounced_at = not_personal(models.DateTimeField(_("came back at"), db_index=True))
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        abstract = False
        verbose_name = _("address that cannot be reached")
        verbose_name_plural = _("addresses that cannot be reached")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["data_subject", "subject_kind", "address"], name="mail_undeliverableaddress_once"
            ),
        ]

    def __str__(self) -> str:
        return f"UA-{str(self.pk)[-8:]}"
