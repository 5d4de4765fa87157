"""Suppliers: organisations whose name and country stand on their `Recipient`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal
from privacy.models import Recipient


class Supplier(models.Model):
    """An organisation that supplies us with services or people (leverancier, GLO-05)."""

    personal_data = NotPersonal("An organisation; a sole trader's name and person stand on the recipient.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    recipient = not_personal(
        models.OneToOneField(Recipient, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    )
    is_active = not_personal(models.BooleanField(_("active"), default=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")

    def __str__(self) -> str:
        return f"L-{str(self.pk)[-8:]}"
