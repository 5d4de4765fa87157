"""Suppliers: organisations and sole traders, whose name and country stand on their `Recipient`."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal
from privacy.models import Recipient


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Questions about suppliers."""

    def sole_traders(self) -> Self:
        """Those who are a natural person (GLO-05)."""
        return self.filter(recipient__data_subject__isnull=False)

    def attested(self) -> Self:
        """Those who said that their workers know our policy (GLO-03)."""
        return self.filter(pk__in=Supplier.objects.filter(attestations__isnull=False).values("pk"))

    def by_name(self) -> Self:
        """All with their organisation, in the order of its name."""
        return self.select_related("recipient").order_by("recipient__name", "pk")


class Supplier(models.Model):
    """Somebody who supplies us with services or people (leverancier, GLO-05)."""

    personal_data = NotPersonal("An organisation; a sole trader's name and person stand on the recipient.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    recipient = not_personal(
        models.OneToOneField(Recipient, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    )
    is_active = not_personal(models.BooleanField(_("active"), default=True))
    history = HistoricalRecords()

    objects = SupplierQuerySet.as_manager()

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")

    def __str__(self) -> str:
        return f"L-{str(self.pk)[-8:]}"

    @property
    def is_sole_trader(self) -> bool:
        """Whether the supplier is a natural person: his bank details are his own, and whom we call needs an opt-in.

        Telemarketing to natural persons is opt-in (Tw 11.7, LAW-44); contacts at a legal person may object.
        """
        return self.recipient.data_subject_id is not None
