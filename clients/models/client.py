"""Clients: organisations whose name and country stand on their `Recipient`."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal
from privacy.models import Recipient


class ClientQuerySet(models.QuerySet["Client"]):
    """Questions about clients."""

    def active(self) -> Self:
        """Those that we work for."""
        return self.filter(is_active=True)

    def by_name(self) -> Self:
        """All with their organisation, in the order of its name."""
        return self.select_related("recipient").order_by("recipient__name", "pk")


class Client(models.Model):
    """An organisation or a sole trader that we find people for (opdrachtgever, GLO-04)."""

    personal_data = NotPersonal("An organisation; a sole trader's name and person stand on the recipient.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    recipient = not_personal(
        models.OneToOneField(Recipient, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    )
    sector = not_personal(models.CharField(_("sector"), max_length=100, blank=True))
    owner = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("owner"),
        )
    )
    is_active = not_personal(models.BooleanField(_("active"), default=True))
    history = HistoricalRecords()

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self) -> str:
        return f"K-{str(self.pk)[-8:]}"

    @property
    def is_sole_trader(self) -> bool:
        """Whether the client is a person who trades in his own name (GLO-04)."""
        return self.recipient.data_subject_id is not None
