"""Employment with the agency itself, and how long tax law keeps it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.fiscal import end_of_fiscal_term
from privacy.models.personal import PersonalModel
from privacy.models.subjects import Controller, DataSubject
from privacy.vocabulary import Category, RefusalCode, RetentionClass, Stage, SubjectKind


class Employment(PersonalModel):
    """That the candidate was on the agency's own payroll, and when; outlives the dossier under the fiscal duty.

    It hangs on the person and not on the candidate, because the candidate's row goes with an erasure.
    """

    personal_data = PersonalRecord(
        kind=SubjectKind.CANDIDATE,
        keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.FISCAL_7Y, "AWR 52(4)", until=end_of_fiscal_term("ended_on")),
    )
    refuses_merge = True  # nobody is employed twice at once: end one of the two first

    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    employer = not_personal(models.ForeignKey(Controller, models.PROTECT, related_name="+", verbose_name=_("employer")))
    started_on = personal(models.DateField(_("from")), Category.PAYROLL)
    ended_on = personal(models.DateField(_("until"), null=True, blank=True), Category.PAYROLL)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="candidates_employment_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["data_subject", "employer"],
                condition=Q(ended_on__isnull=True),
                name="candidates_employment_one_running",
            ),
        ]

    def __str__(self) -> str:
        return f"E-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """Say in words what the constraint refuses."""
        started_on: date | None = self.started_on  # a form leaves it empty where it could not be read
        if started_on is not None and self.ended_on is not None and self.ended_on < started_on:
            raise ValidationError({"ended_on": _("The last day comes before the first.")})
        super().clean()

    def catalogue_stage(self) -> Stage:
        """Payroll data exist from hire on."""
        return Stage.HIRE
