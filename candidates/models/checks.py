"""Checks that one role demands: each hangs on an application and keeps an outcome and a day, never a report."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.exceptions import NotApplied, NotForThisRole, OtherPerson
from candidates.models.consents import ConsentedRow
from candidates.models.dossier import CandidateRow
from candidates.models.hire import categories_of
from candidates.models.pipeline import Application
from clients.models import Vacancy
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import not_personal, personal
from privacy.fields import EncryptedField
from privacy.vocabulary import Category, Purpose, Stage

LABELS = {field.name: field.verbose_name for field in Vacancy._meta.concrete_fields}


class RoleRow(CandidateRow):
    """A row that a role makes necessary: its vacancy must say so, and the application must have come that far."""

    role_mark: ClassVar[str] = ""

    application = not_personal(
        models.ForeignKey(Application, models.CASCADE, related_name="+", verbose_name=_("application"))
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                name="%(app_label)s_%(class)s_one",
                violation_error_message=_("This is recorded already: change what stands there."),
            )
        ]

    def clean(self) -> None:
        """Refuse a row that the role does not need (SENS-01)."""
        if self.application_id is None:
            raise NotApplied
        if self.application.candidate_id != self.candidate_id:
            raise OtherPerson
        if self.role_mark and not getattr(self.application.vacancy, self.role_mark):
            raise NotForThisRole(mark=LABELS[self.role_mark])
        super().clean()

    def catalogue_stage(self) -> Stage:
        """As far as the application has come."""
        application: Application = self.application
        return application.catalogue_stage()

    def categories_held(self) -> frozenset[Category]:
        """Return the categories of the whole row, also of a value that is yet to be sealed."""
        return categories_of(self)


class FinancialCheck(RoleRow):
    """What a financial background check came to, for a role of financial integrity (CAND-DATA-15)."""

    class Reason(models.TextChoices):
        """Why the role demands it."""

        WFT = "wft", _("function under the Wft")
        FUNDS = "funds", _("handles money of the client or of others")
        AUTHORITY = "authority", _("may bind the client financially")

    class Outcome(models.TextChoices):
        """What is kept of it; the report stays with who made it."""

        CLEAR = "clear", _("no objections")
        OBJECTIONS = "objections", _("objections, discussed with the candidate")

    role_mark = "needs_financial_integrity"

    reason = personal(models.CharField(_("reason"), max_length=10, choices=Reason), Category.FINANCIAL_CHECK)
    outcome = personal(models.CharField(_("outcome"), max_length=10, choices=Outcome), Category.FINANCIAL_CHECK)
    checked_on = personal(models.DateField(_("checked on")), Category.FINANCIAL_CHECK)
    history = HistoricalRecords()

    class Meta(RoleRow.Meta):
        abstract = False
        verbose_name = _("financial background check")
        verbose_name_plural = _("financial background checks")


class ConductCheck(ConsentedRow, RoleRow):
    """Whether a certificate of conduct (VOG) was seen, at the end and with consent; no offences (CAND-DATA-20)."""

    class Outcome(models.TextChoices):
        """All that is kept (LAW-31)."""

        AWAITED = "awaited", _("awaited")
        SEEN = "seen", _("seen")
        NOT_SEEN = "not_seen", _("not seen")

    consent_purpose = Purpose.CRIMINAL
    needs_explicit_consent = True
    role_mark = "needs_conduct_certificate"

    requested_on = personal(models.DateField(_("asked for on")), Category.CRIMINAL)
    seen_on = personal(models.DateField(_("day of the outcome"), null=True, blank=True), Category.CRIMINAL)
    outcome = personal(EncryptedField(_("outcome")), Category.CRIMINAL)
    history = HistoricalRecords()

    class Meta(RoleRow.Meta):
        abstract = False
        verbose_name = _("certificate of conduct")
        verbose_name_plural = _("certificates of conduct")
        constraints = [
            *RoleRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True) | Q(seen_on__gte=F("requested_on")),
                name="candidates_conductcheck_order",
            ),
        ]


class Assessment(RoleRow):
    """What a test or assessment for a role came to; announced first, and never a clinical one (CAND-DATA-29)."""

    class Kind(models.TextChoices):
        """The closed list: nothing of it says anything about health (LAW-30)."""

        SKILLS = "skills", _("test of skills")
        WORK_SAMPLE = "work_sample", _("work sample")
        LANGUAGE = "language", _("language test")
        COGNITIVE = "cognitive", _("test of reasoning")
        PERSONALITY = "personality", _("questionnaire on behaviour at work")
        CENTRE = "centre", _("assessment centre")

    provider = personal(models.CharField(_("carried out by"), max_length=150), Category.ASSESSMENT)
    kind = personal(models.CharField(_("kind"), max_length=12, choices=Kind), Category.ASSESSMENT)
    outcome = personal(models.CharField(_("outcome"), max_length=300, blank=True), Category.ASSESSMENT)
    announced_on = personal(models.DateField(_("announced on")), Category.ASSESSMENT)
    assessed_on = personal(models.DateField(_("carried out on")), Category.ASSESSMENT)
    history = HistoricalRecords()

    class Meta(RoleRow.Meta):
        abstract = False
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(
                condition=Q(announced_on__lte=F("assessed_on")),
                name="candidates_assessment_announced",
                violation_error_message=_("Announce a test to the candidate before it is carried out."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["skills", "work_sample", "language", "cognitive", "personality", "centre"]),
                name="candidates_assessment_known_kind",
            ),
        ]


class WorkplaceAdjustment(ConsentedRow, RoleRow):
    """What somebody needs to do the work, said by himself; never why (CAND-DATA-18, LAW-30)."""

    consent_purpose = Purpose.HEALTH
    needs_explicit_consent = True

    volunteered_on = personal(
        models.DateField(_("raised by the candidate on"), help_text=_("We never ask; the candidate raises it.")),
        Category.ADJUSTMENT,
    )
    adjustment = personal(EncryptedField(_("adjustment")), Category.ADJUSTMENT)
    history = HistoricalRecords()

    class Meta(RoleRow.Meta):
        abstract = False
        verbose_name = _("workplace adjustment")
        verbose_name_plural = _("workplace adjustments")


class AdjustmentReader(CandidateRow):
    """A recruiter whom the privacy officer named to read an adjustment; nobody else of that role does."""

    adjustment = not_personal(
        models.ForeignKey(WorkplaceAdjustment, models.CASCADE, related_name="readers", verbose_name=_("adjustment"))
    )
    reader = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("recruiter"))
    )
    named_at = not_personal(models.DateTimeField(_("named at"), auto_now_add=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reader of an adjustment")
        verbose_name_plural = _("readers of adjustments")
        constraints = [models.UniqueConstraint(fields=["adjustment", "reader"], name="candidates_adjustmentreader_one")]


class RoleDeclaration(ConsentedRow, RoleRow):
    """A declaration of religion or belief for a role with a legal exception (CAND-DATA-19)."""

    consent_purpose = Purpose.RELIGION
    needs_explicit_consent = True
    role_mark = "needs_religion"

    declared_on = personal(models.DateField(_("declared on")), Category.RELIGION)
    declaration = personal(EncryptedField(_("declaration")), Category.RELIGION)
    history = HistoricalRecords()

    class Meta(RoleRow.Meta):
        abstract = False
        verbose_name = _("declaration for a role")
        verbose_name_plural = _("declarations for a role")
