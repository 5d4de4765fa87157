"""The catalogue: which data may be processed about whom, for what, on which basis; rows that the privacy officer edits.

Default deny: what no active row allows is refused by creation, `clean()` and import alike (GEN-09, GEN-10).
"""

from collections.abc import Mapping
from typing import Final, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import NOT_PERSONAL, not_personal
from privacy.vocabulary import (
    Category,
    LawfulBasis,
    Purpose,
    RetentionClass,
    Role,
    SpecialCondition,
    Stage,
    SubjectKind,
)

# What special, criminal and national-number data need on top of Article 6 (Articles 9, 10, 87; UAVG 22-33, 46).
CONDITIONS: Final[Mapping[Category, tuple[SpecialCondition, ...]]] = {
    Category.DIVERSITY: (SpecialCondition.EXPLICIT_CONSENT,),
    Category.RELIGION: (SpecialCondition.EXPLICIT_CONSENT,),
    Category.ADJUSTMENT: (SpecialCondition.EXPLICIT_CONSENT, SpecialCondition.EMPLOYMENT_LAW),
    Category.CRIMINAL: (SpecialCondition.CRIMINAL,),
    Category.NATIONAL_ID: (SpecialCondition.NATIONAL_ID,),
    Category.WAGE_TAX: (SpecialCondition.NATIONAL_ID,),
    Category.FOREIGN_NATIONAL_ID: (SpecialCondition.NATIONAL_ID,),
    Category.IDENTITY_DOCUMENT: (SpecialCondition.NATIONAL_ID,),
}

# Purposes that rest on the law itself, whatever carries the row, and so need no assessment of interests.
PURPOSES_OF_LAW: Final = frozenset({Purpose.RIGHTS_REQUEST, Purpose.LEGAL_DUTY, Purpose.SERVICE})


class ClientView(models.TextChoices):
    """Whether data of a kind may go to a client (CAND-DATA-33)."""

    NO = "no", _("no")
    CONSENT = "consent", _("with consent")
    YES = "yes", _("yes")


def _known(field: str, choices: type[models.TextChoices]) -> Q:
    return Q(**{f"{field}__in": choices.values})


def _all_known(field: str, choices: type[models.TextChoices]) -> Q:
    return Q(**{f"{field}__contained_by": choices.values})


def _needs_condition() -> Q:
    """A category of `CONDITIONS` carries one of its conditions; any category may also rest on a legal claim."""
    allowed = Q(special_condition__in=["", SpecialCondition.LEGAL_CLAIMS]) & ~Q(category__in=list(CONDITIONS))
    for category, conditions in CONDITIONS.items():
        allowed |= Q(category=category, special_condition__in=[*conditions, SpecialCondition.LEGAL_CLAIMS])
    return allowed


class LegitimateInterestsAssessment(models.Model):
    """The weighing that a purpose on legitimate interests rests on (Article 6(1)(f), LB-01)."""

    personal_data = NOT_PERSONAL

    profile = not_personal(models.CharField(_("country profile"), max_length=2, default="NL"))
    purpose = not_personal(models.CharField(_("purpose"), max_length=30, choices=Purpose.choices))
    subject_kinds = not_personal(
        ArrayField(models.CharField(max_length=20, choices=SubjectKind.choices), verbose_name=_("about"))
    )
    interest = not_personal(models.TextField(_("interest pursued")))
    necessity = not_personal(models.TextField(_("why it is necessary")))
    balance = not_personal(models.TextField(_("balance with the person's interests")))
    interest_nl = not_personal(
        models.TextField(
            _("interest pursued, in Dutch"),
            blank=True,
            help_text=_("What the Dutch privacy notice says; without it stands the other text."),
        )
    )
    balance_nl = not_personal(models.TextField(_("balance, in Dutch"), blank=True))
    reviewer = not_personal(
        models.CharField(_("assessed by"), max_length=100, help_text=_("The function, not the name of a person."))
    )
    assessed_on = not_personal(models.DateField(_("assessed on")))
    review_on = not_personal(models.DateField(_("review on")))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("assessment of legitimate interests")
        verbose_name_plural = _("assessments of legitimate interests")
        ordering = ["profile", "purpose"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "purpose"], name="privacy_assessment_one_a_purpose"),
            models.CheckConstraint(condition=_known("purpose", Purpose), name="privacy_assessment_known_purpose"),
            models.CheckConstraint(
                condition=_all_known("subject_kinds", SubjectKind), name="privacy_assessment_known_kinds"
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("assessed_on")), name="privacy_assessment_review_follows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} {Purpose(self.purpose).label}"


class CatalogueEntryQuerySet(models.QuerySet["CatalogueEntry"]):
    """Questions about the catalogue."""

    def active(self) -> Self:
        """Rows that allow something now."""
        return self.filter(is_active=True)

    def for_kind(self, kind: SubjectKind | str) -> Self:
        """Rows about persons in one role."""
        return self.filter(subject_kind=kind)

    def not_weighed(self) -> list[int]:
        """The keys of active rows on legitimate interests with a purpose that nobody has weighed for their role.

        `clean()` lets none come about; they do where an assessment is taken back, or by another way than the page.
        """
        weighed = {
            (assessment.profile, assessment.purpose, kind)
            for assessment in LegitimateInterestsAssessment.objects.all()
            for kind in assessment.subject_kinds
        }
        rows = self.active().filter(basis=LawfulBasis.LEGITIMATE_INTERESTS)
        return [
            row.pk
            for row in rows
            if any(
                (row.profile, purpose, row.subject_kind) not in weighed
                for purpose in row.purposes
                if purpose not in PURPOSES_OF_LAW
            )
        ]

    def weighed(self) -> Self:
        """Rows, each with the purposes that somebody weighed for its role: an interest needs that (LB-01)."""
        assessments = LegitimateInterestsAssessment.objects.filter(
            profile=OuterRef("profile"), subject_kinds__contains=[OuterRef("subject_kind")]
        )
        return self.annotate(weighed_purposes=ArraySubquery(assessments.order_by().values("purpose")))

    def at(self, stage: Stage) -> Self:
        """Rows whose stage a relation at `stage` has reached."""
        return self.filter(stage__in=stage.reached)


class CatalogueEntry(models.Model):
    """One kind of data that may be held about persons in one role, from one stage on (GEN-09, LAW-18).

    `purposes` are carried by the row's own basis; for `consent_purposes` the same data may be used only while the
    person consents (requirements 5.1). Where the basis changes with the stage, each stage has its row and the latest
    one reached is in force.
    """

    personal_data = NOT_PERSONAL

    profile = not_personal(models.CharField(_("country profile"), max_length=2, default="NL"))
    requirements = not_personal(
        ArrayField(models.CharField(max_length=20), verbose_name=_("requirements"), default=list, blank=True)
    )
    subject_kind = not_personal(models.CharField(_("about"), max_length=20, choices=SubjectKind.choices))
    category = not_personal(models.CharField(_("category"), max_length=30, choices=Category.choices))
    stage = not_personal(models.CharField(_("from stage"), max_length=12, choices=Stage.choices, default=Stage.ANY))
    purposes = not_personal(
        ArrayField(models.CharField(max_length=30, choices=Purpose.choices), verbose_name=_("purposes"))
    )
    consent_purposes = not_personal(
        ArrayField(
            models.CharField(max_length=30, choices=Purpose.choices),
            verbose_name=_("purposes on consent"),
            default=list,
            blank=True,
        )
    )
    basis = not_personal(models.CharField(_("lawful basis"), max_length=1, choices=LawfulBasis.choices))
    special_condition = not_personal(
        models.CharField(_("condition of special data"), max_length=5, choices=SpecialCondition.choices, blank=True)
    )
    assessment = not_personal(
        models.ForeignKey(
            LegitimateInterestsAssessment,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="entries",
            verbose_name=_("assessment of legitimate interests"),
        )
    )
    visible_to = not_personal(
        ArrayField(
            models.CharField(max_length=20, choices=Role.choices),
            verbose_name=_("visible to"),
            default=list,
            blank=True,
        )
    )
    client_may_see = not_personal(
        models.CharField(_("may go to clients"), max_length=7, choices=ClientView.choices, default=ClientView.NO)
    )
    retention_class = not_personal(models.CharField(_("retention"), max_length=9, choices=RetentionClass.choices))
    is_encrypted = not_personal(models.BooleanField(_("encrypted"), default=False))
    logs_reads = not_personal(models.BooleanField(_("reads are logged"), default=False))
    is_active = not_personal(models.BooleanField(_("active"), default=True))
    legal_source = not_personal(models.CharField(_("legal source"), max_length=200, blank=True))
    note = not_personal(models.TextField(_("note"), blank=True))
    compatibility = not_personal(
        models.TextField(
            _("compatibility"),
            blank=True,
            help_text=_("Why a purpose that was added later fits those of the collection (Article 6(4))."),
        )
    )
    history = HistoricalRecords()

    objects = CatalogueEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("catalogue row")
        verbose_name_plural = _("catalogue")
        ordering = ["profile", "subject_kind", "category", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "subject_kind", "category", "stage"], name="privacy_catalogue_one_row"
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | ~Q(basis=LawfulBasis.LEGITIMATE_INTERESTS) | Q(assessment__isnull=False),
                name="privacy_catalogue_interest_is_assessed",
                violation_error_message=_("An active row on legitimate interests needs an assessment (LB-01)."),
            ),
            models.CheckConstraint(
                condition=_needs_condition(),
                name="privacy_catalogue_special_condition",
                violation_error_message=_("This category needs one of its own conditions, and others need none."),
            ),
            models.CheckConstraint(
                condition=~Q(special_condition=SpecialCondition.EXPLICIT_CONSENT) | Q(basis=LawfulBasis.CONSENT),
                name="privacy_catalogue_explicit_consent_is_consent",
            ),
            models.CheckConstraint(condition=~Q(purposes=[]), name="privacy_catalogue_has_purpose"),
            models.CheckConstraint(condition=_known("subject_kind", SubjectKind), name="privacy_catalogue_known_kind"),
            models.CheckConstraint(condition=_known("category", Category), name="privacy_catalogue_known_category"),
            models.CheckConstraint(condition=_known("stage", Stage), name="privacy_catalogue_known_stage"),
            models.CheckConstraint(condition=_known("basis", LawfulBasis), name="privacy_catalogue_known_basis"),
            models.CheckConstraint(
                condition=_known("retention_class", RetentionClass), name="privacy_catalogue_known_retention"
            ),
            models.CheckConstraint(
                condition=_known("client_may_see", ClientView), name="privacy_catalogue_known_client_view"
            ),
            models.CheckConstraint(
                condition=_all_known("purposes", Purpose) & _all_known("consent_purposes", Purpose),
                name="privacy_catalogue_known_purposes",
            ),
            models.CheckConstraint(condition=_all_known("visible_to", Role), name="privacy_catalogue_known_roles"),
        ]

    def __str__(self) -> str:
        kind, category = SubjectKind(self.subject_kind).label, Category(self.category).label
        return f"{self.profile} {kind}: {category} ({Stage(self.stage).label})"

    @property
    def standing_purposes(self) -> list[str]:
        """The purposes that the row carries: on legitimate interests only those that were weighed (LB-01).

        Only rows of `weighed()` know; of others all stand.
        """
        weighed = self.__dict__.get("weighed_purposes")
        if weighed is None or self.basis != LawfulBasis.LEGITIMATE_INTERESTS:
            return list(self.purposes)
        return [purpose for purpose in self.purposes if purpose in {*weighed, *PURPOSES_OF_LAW}]

    def clean(self) -> None:
        """Refuse to activate a purpose on legitimate interests that nobody has weighed (LB-01)."""
        super().clean()
        if not self.is_active or self.basis != LawfulBasis.LEGITIMATE_INTERESTS:
            return
        assessed = LegitimateInterestsAssessment.objects.filter(
            profile=self.profile, purpose__in=self.purposes, subject_kinds__contains=[self.subject_kind]
        ).values_list("purpose", flat=True)
        if missing := set(self.purposes) - PURPOSES_OF_LAW - set(assessed):
            labels = ", ".join(sorted(str(Purpose(purpose).label) for purpose in missing))
            message = _("These purposes have no assessment of legitimate interests for this role yet: %(purposes)s.")
            raise ValidationError({"purposes": ValidationError(message, "not_assessed", {"purposes": labels})})
