"""Why somebody may read the correspondence of a colleague (STAFF-02)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models import DataSubject
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, SubjectKind


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    """Questions about investigations."""

    def running(self, on: date) -> Self:
        """Those that a second person approved and whose end has not come."""
        return self.filter(approved_at__isnull=False, ends_on__gte=on)


class Investigation(PersonalModel):
    """An internal or external investigation, or litigation, that needs what a member of staff wrote in a period.

    Who opens it does not approve it, and everybody who reads is logged; staff know it from the policy.
    """

    class Ground(models.TextChoices):
        """For what the correspondence is reviewed."""

        INTERNAL = "internal", _("internal investigation")
        EXTERNAL = "external", _("external investigation")
        LITIGATION = "litigation", _("litigation")

    personal_data = PersonalRecord(kind=SubjectKind.STAFF)

    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("member of staff"))
    )
    ground = personal(models.CharField(_("ground"), max_length=10, choices=Ground.choices), Category.CORRESPONDENCE)
    reason = personal(models.TextField(_("reason")), Category.CORRESPONDENCE)
    written_from = personal(models.DateField(_("written from")), Category.CORRESPONDENCE)
    written_until = personal(models.DateField(_("written until")), Category.CORRESPONDENCE)
    ends_on = not_personal(models.DateField(_("may be read until")))
    opened_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by")
        )
    )
    approved_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.PROTECT,
            null=True,
            related_name="+",
            editable=False,
            verbose_name=_("approved by"),
        )
    )
    approved_at = not_personal(models.DateTimeField(_("approved at"), null=True, editable=False))
    history = HistoricalRecords()

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        verbose_name = _("investigation")
        verbose_name_plural = _("investigations")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="people_investigation_has_reason"),
            models.CheckConstraint(
                condition=Q(written_until__gte=F("written_from")), name="people_investigation_period"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("opened_by")),
                name="people_investigation_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"IV-{str(self.pk)[-8:]}"
