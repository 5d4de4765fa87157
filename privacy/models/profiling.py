"""Automated matching, which is off: what must be on record before it may be switched on (LAW-15, 21, 47, PROF-02)."""

from datetime import date
from typing import Final, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import NOT_PERSONAL, not_personal
from privacy.vocabulary import Purpose

LEAST_LOG_MONTHS: Final = 6
"""How long input and outcome of a high-risk system stay at least (AI Act 26(6))."""


class ImpactAssessmentQuerySet(models.QuerySet["ImpactAssessment"]):
    """Questions about assessments."""

    def in_force(self, on: date) -> Self:
        """Assessments that let the processing begin, and whose day of review has not passed."""
        return self.filter(result__in=ImpactAssessment.LETS_BEGIN, carried_out_on__lte=on, review_on__gte=on)


class ImpactAssessment(models.Model):
    """An assessment of the risks of a use to people, before it begins (DPIA, Articles 35 and 36, LAW-21)."""

    class Result(models.TextChoices):
        """What it came to."""

        ACCEPTABLE = "acceptable", _("the risk is acceptable")
        WITH_MEASURES = "with_measures", _("acceptable with the measures named")
        HIGH = "high", _("high risk remains: the authority is consulted first (Article 36)")
        STOPPED = "stopped", _("we do not do this")

    LETS_BEGIN = frozenset({Result.ACCEPTABLE, Result.WITH_MEASURES})

    personal_data = NOT_PERSONAL

    reference = not_personal(models.CharField(_("reference"), max_length=40, unique=True))
    purpose = not_personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices))
    what = not_personal(models.TextField(_("what is assessed")))
    measures = not_personal(models.TextField(_("measures"), blank=True))
    result = not_personal(models.CharField(_("result"), max_length=13, choices=Result.choices))
    assessor = not_personal(
        models.CharField(_("assessed by"), max_length=100, help_text=_("The function, not the name of a person."))
    )
    carried_out_on = not_personal(models.DateField(_("carried out on")))
    review_on = not_personal(models.DateField(_("review on")))
    history = HistoricalRecords()

    objects = ImpactAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("data protection impact assessment")
        verbose_name_plural = _("data protection impact assessments")
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values)
                & Q(result__in=["acceptable", "with_measures", "high", "stopped"]),
                name="privacy_impactassessment_known",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("carried_out_on")),
                name="privacy_impactassessment_review_follows",
                violation_error_message=_("The review comes after the day of the assessment."),
            ),
            models.CheckConstraint(
                condition=~Q(result="with_measures") | ~Q(measures=""),
                name="privacy_impactassessment_measures",
                violation_error_message=_("Name the measures that make the risk acceptable."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class AiSystem(models.Model):
    """An entry of the register of AI systems: recruitment systems are of high risk (AI Act 6(2), Annex III, LAW-47)."""

    personal_data = NOT_PERSONAL

    name = not_personal(models.CharField(_("name"), max_length=100, unique=True))
    provider = not_personal(models.CharField(_("provider"), max_length=100))
    what_it_does = not_personal(models.TextField(_("what it does with whom")))
    is_high_risk = not_personal(models.BooleanField(_("high risk"), default=True))
    oversight = not_personal(
        models.CharField(
            _("human oversight by"),
            max_length=100,
            help_text=_("The function that looks at each outcome and can set it aside."),
        )
    )
    instructions = not_personal(models.TextField(_("provider's instructions that we follow")))
    notice = not_personal(models.TextField(_("what candidates are told")))
    staff_told_on = not_personal(models.DateField(_("staff told on")))
    log_months = not_personal(
        models.PositiveSmallIntegerField(_("months that input and outcome are kept"), default=LEAST_LOG_MONTHS)
    )
    entered_on = not_personal(models.DateField(_("entered on")))
    retired_on = not_personal(models.DateField(_("out of use since"), null=True, blank=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("AI system")
        verbose_name_plural = _("register of AI systems")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(log_months__gte=LEAST_LOG_MONTHS),
                name="privacy_aisystem_log_months",
                violation_error_message=_("Input and outcome are kept for at least 6 months."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProfilingSwitch(models.Model):
    """Whether automated matching may run at all: one row, off until an assessment and a register entry stand behind it.

    Nothing in this product matches by machine. Whatever is added one day asks `privacy.actions.profiling` first.
    """

    personal_data = NOT_PERSONAL

    id = not_personal(models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False))
    is_on = not_personal(models.BooleanField(_("automated matching is on"), default=False))
    assessment = not_personal(
        models.ForeignKey(
            ImpactAssessment,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("impact assessment"),
        )
    )
    system = not_personal(
        models.ForeignKey(
            AiSystem,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("entry of the AI register"),
        )
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("automated matching")
        verbose_name_plural = _("automated matching")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="privacy_profilingswitch_one"),
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(assessment__isnull=False, system__isnull=False),
                name="privacy_profilingswitch_on_record",
            ),
        ]

    def __str__(self) -> str:
        return str(_("on") if self.is_on else _("off"))

    def is_allowed(self, on: date) -> bool:
        """Return whether matching may run on a day: switched on, assessed, not past its review, and in the register."""
        return self.is_on and not self.lacks(on)

    def lacks(self, on: date) -> dict[str, str]:
        """Return what stands in the way on a day, by field, in words."""
        lacking = {}
        in_force = ImpactAssessment.objects.in_force(on).filter(purpose=Purpose.PROFILING)
        if self.assessment is None or not in_force.filter(pk=self.assessment.pk).exists():
            lacking["assessment"] = str(
                _(
                    "Name an assessment of automated matching that lets it begin, and whose day of review has not"
                    " passed (Article 35)."
                )
            )
        if self.system is None or (self.system.retired_on and self.system.retired_on <= on):
            lacking["system"] = str(_("Name the system in use, as it stands in the register of AI systems."))
        return lacking

    def clean(self) -> None:
        """Refuse to switch on what nobody has assessed and entered."""
        super().clean()
        if self.is_on and (lacking := self.lacks(timezone.localdate())):
            raise ValidationError(lacking)
