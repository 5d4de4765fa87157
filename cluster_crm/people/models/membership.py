"""That somebody works for an organisation, from when until when (RET-02)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.declarations import personal
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category


class Membership(PersonalModel):
    """One period of a contact at an organisation, with his function there; who left keeps the row as history.

    The concrete model names the contact (`contact`) and the organisation.
    """

    function = personal(models.CharField(_("function"), max_length=150, blank=True), Category.POSITION)
    started_on = personal(models.DateField(_("from"), null=True, blank=True), Category.POSITION)
    ended_on = personal(models.DateField(_("until"), null=True, blank=True), Category.POSITION)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=models.F("started_on")),
                name="%(app_label)s_%(class)s_order",
            ),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended_on__isnull=True), name="%(app_label)s_%(class)s_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"M-{str(self.pk)[-8:]}"

    def gives_way(self, _other: "Membership", *, on: date) -> dict[str, date]:
        """Return what changes where two records become one: of two current periods the absorbed one ends."""
        return {"ended_on": max(on, self.started_on or on)}
