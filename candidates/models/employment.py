"""Employment with the agency itself, and how long tax law keeps it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.personal import PersonalModel
from privacy.models.subjects import Controller, DataSubject
from privacy.vocabulary import Category, RefusalCode, RetentionClass, Stage, SubjectKind

FISCAL_YEARS = 7
EMPLOYMENT_YEARS = 5
WHILE_RUNNING = date(9999, 12, 31)


def end_of_fiscal_term(ended_on: str) -> Coalesce:
    """31 December of the seventh year after the year in which employment ended (AWR 52(4)); never while it runs."""
    return _end_of_year(ended_on, FISCAL_YEARS)


def end_of_employment_term(ended_on: str) -> Coalesce:
    """31 December of the fifth year after the year in which employment ended (Wav 15, LAW-35); never while it runs."""
    return _end_of_year(ended_on, EMPLOYMENT_YEARS)


def _end_of_year(ended_on: str, years: int) -> Coalesce:
    year = Cast(ExtractYear(ended_on), IntegerField()) + years
    end = Func(year, Value(12), Value(31), function="make_date", output_field=models.DateField())
    return Coalesce(end, Value(WHILE_RUNNING), output_field=models.DateField())


class Employment(PersonalModel):
    """That the candidate was on the agency's own payroll, and when; outlives the dossier under the fiscal duty.

    It hangs on the person and not on the candidate, because the candidate's row goes with an erasure.
    """

    personal_data = PersonalRecord(
        kind=SubjectKind.CANDIDATE,
        keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.FISCAL_7Y, "AWR 52(4)", until=end_of_fiscal_term("ended_on")),
    )

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
