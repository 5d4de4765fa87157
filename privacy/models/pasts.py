"""Audit history that a worker has to remove: its rows went on a page, whose login may not change what history says."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal


class PastToForget(models.Model):
    """The audit history of rows of one table that are gone already: written in the transaction in which they went."""

    personal_data = NotPersonal("Names a table and the random numbers of rows that are gone.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    model_label = not_personal(models.CharField(_("table"), max_length=100))
    rows = not_personal(ArrayField(models.UUIDField(), verbose_name=_("rows")))
    created_at = not_personal(models.DateTimeField(auto_now_add=True))

    class Meta:
        verbose_name = _("history to remove")
        verbose_name_plural = _("histories to remove")

    def __str__(self) -> str:
        return str(self.id)
