"""What the law asks of an employer about his employees; each row outlives the dossier as long as that law says."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.exceptions import NoEmployment, OtherPerson
from candidates.models.employment import Employment
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, declaration_of, not_personal, personal
from privacy.fields import EncryptedField
from privacy.fiscal import end_of_employment_term, end_of_fiscal_term
from privacy.models.personal import PersonalModel
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, RefusalCode, RetentionClass, Stage, SubjectKind

COUNTRY = "^[A-Z]{2}$"


def kept_for_tax() -> PersonalRecord:
    """Rows that stay for the seven years of the books (AWR 52(4))."""
    until = end_of_fiscal_term("employment__ended_on")
    keep = Keep(RefusalCode.LEGAL_DUTY, RetentionClass.FISCAL_7Y, "AWR 52(4)", until=until)
    return PersonalRecord(kind=SubjectKind.CANDIDATE, keep=keep)


def kept_after_employment(source: str) -> PersonalRecord:
    """Rows that stay until the end of the fifth year after the employment (LAW-35, LAW-37)."""
    until = end_of_employment_term("employment__ended_on")
    keep = Keep(RefusalCode.LEGAL_DUTY, RetentionClass.EMPLOYMENT_5Y, source, until=until)
    return PersonalRecord(kind=SubjectKind.CANDIDATE, keep=keep)


class HireRow(PersonalModel):
    """A row about an employee, on his employment with us: refused without one, as the service number is."""

    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    employment = not_personal(
        models.ForeignKey(Employment, models.PROTECT, related_name="+", verbose_name=_("employment"))
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["employment"],
                name="%(app_label)s_%(class)s_one",
                violation_error_message=_("This is recorded already: change what stands there."),
            )
        ]

    def __str__(self) -> str:
        return f"H-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """The row stands on an employment of the same person."""
        if self.employment_id is None:
            raise NoEmployment
        if self.employment.data_subject_id != self.data_subject_id:
            raise OtherPerson
        super().clean()

    def catalogue_stage(self) -> Stage:
        """Never before hire."""
        return Stage.HIRE

    def categories_held(self) -> frozenset[Category]:
        """Return the categories of the whole row, also of a value that is yet to be sealed."""
        return categories_of(self)


def categories_of(row: PersonalModel) -> frozenset[Category]:
    """Return every category that a row may hold, filled in or not."""
    declared = (declaration_of(field) for field in row._meta.concrete_fields)
    return frozenset(said.category for said in declared if said is not None and said.category is not None)


class Nationality(HireRow):
    """The nationality that the Wav makes an employer check; the place of birth where a document asks for it."""

    personal_data = kept_after_employment("Wav 15")

    nationality = personal(
        models.CharField(
            _("nationality"),
            max_length=2,
            validators=[RegexValidator(COUNTRY)],
            help_text=_("The code of the country, as in NL."),
        ),
        Category.NATIONALITY,
    )
    birth_place = personal(models.CharField(_("place of birth"), max_length=100, blank=True), Category.NATIONALITY)
    history = HistoricalRecords()

    class Meta(HireRow.Meta):
        abstract = False
        verbose_name = _("nationality")
        verbose_name_plural = _("nationalities")
        constraints = [
            *HireRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(nationality__regex=COUNTRY), name="candidates_nationality_country"
            ),
        ]


class MaritalStatus(HireRow):
    """Whether an employee is married, where tax or pension depends on it (CAND-DATA-06)."""

    class Status(models.TextChoices):
        """What tax and pension tell apart."""

        SINGLE = "single", _("unmarried")
        MARRIED = "married", _("married or registered partnership")
        DIVORCED = "divorced", _("divorced")
        WIDOWED = "widowed", _("widowed")

    personal_data = kept_for_tax()

    marital_status = personal(
        models.CharField(_("marital status"), max_length=10, choices=Status.choices), Category.MARITAL_STATUS
    )
    history = HistoricalRecords()

    class Meta(HireRow.Meta):
        abstract = False
        verbose_name = _("marital status")
        verbose_name_plural = _("marital statuses")


class ForeignNationalId(HireRow):
    """A national number of another country, where one of its statutes asks for it; off here (CAND-DATA-03)."""

    personal_data = kept_for_tax()

    foreign_number = personal(EncryptedField(_("foreign national number")), Category.FOREIGN_NATIONAL_ID)
    history = HistoricalRecords()

    class Meta(HireRow.Meta):
        abstract = False
        verbose_name = _("foreign national number")
        verbose_name_plural = _("foreign national numbers")


class WageTaxStatement(HireRow):
    """What an employee declared for the wage tax (loonbelastingverklaring, CAND-DATA-16, LAW-35)."""

    personal_data = kept_after_employment("Uitvoeringsregeling LB 7.9")

    signed_on = personal(models.DateField(_("signed on")), Category.WAGE_TAX)
    statement = personal(EncryptedField(_("statement")), Category.WAGE_TAX)
    history = HistoricalRecords()

    class Meta(HireRow.Meta):
        abstract = False
        verbose_name = _("wage-tax statement")
        verbose_name_plural = _("wage-tax statements")
        constraints = [
            models.UniqueConstraint(fields=["employment", "signed_on"], name="candidates_wagetaxstatement_one")
        ]


class PayrollReference(HireRow):
    """The employee's number in the payroll system, where pay, bank and hours stand (CAND-DATA-30)."""

    personal_data = kept_for_tax()

    payroll_number = personal(EncryptedField(_("number in the payroll system")), Category.PAYROLL)
    history = HistoricalRecords()

    class Meta(HireRow.Meta):
        abstract = False
        verbose_name = _("payroll reference")
        verbose_name_plural = _("payroll references")


class WorkPermit(HireRow):
    """The document on which somebody from outside the EEA may work for us, from hire on (CAND-DATA-12, Wav 15)."""

    class PermitType(models.TextChoices):
        """The kinds of permits that the Wav knows."""

        TWV = "twv", _("work permit of the employer (TWV)")
        GVVA = "gvva", _("combined permit for residence and work (GVVA)")
        RESIDENCE = "residence", _("residence permit that lets work free")
        SKILLED = "skilled", _("highly skilled migrant")

    personal_data = kept_after_employment("Wav 15")

    permit_type = personal(models.CharField(_("permit"), max_length=10, choices=PermitType), Category.IMMIGRATION)
    valid_until = personal(models.DateField(_("valid until")), Category.IMMIGRATION)
    history = HistoricalRecords()

    class Meta(HireRow.Meta):
        abstract = False
        verbose_name = _("work permit")
        verbose_name_plural = _("work permits")
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "permit_type", "valid_until"], name="candidates_workpermit_one"
            )
        ]
