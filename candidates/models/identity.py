"""Identity papers: that they were seen, and a sealed copy where the law asks for one (CAND-DATA-14).

Before hire all of it goes after four weeks at the latest; of employees it stays as long as LAW-35 says.
"""

from datetime import date, timedelta
from typing import Final, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from candidates.exceptions import CopyNotMasked, IdentityCheckOff, OtherPerson
from candidates.models.checks import RoleRow
from candidates.models.documents import random_key
from candidates.models.employment import Employment
from candidates.models.hire import categories_of
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.fields import SealedFileField
from privacy.fiscal import end_of_employment_term
from privacy.models.personal import PersonalModel
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, RefusalCode, RetentionClass, Stage, SubjectKind

FOUR_WEEKS: Final = timedelta(weeks=4)
LICENCE_CATEGORIES: Final = ("AM", "A1", "A2", "A", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE", "T")
UNTIL_THE_DUTY_ENDS: Final = Case(
    When(employment__isnull=False, then=end_of_employment_term("employment__ended_on")),
    output_field=models.DateField(),
)


class IdentityQuerySet(models.QuerySet["IdentityRow"]):
    """Questions about identity papers."""

    def due(self, on: date) -> Self:
        """Those whose last day has come: four weeks before hire, the end of the duty after employment (ACC-18)."""
        rows = self.annotate(kept_until=UNTIL_THE_DUTY_ENDS)
        return rows.filter(Q(destroy_on__lte=on) | Q(kept_until__lt=on))


class IdentityRow(PersonalModel):
    """A row about somebody's papers, on his employment or, before that, with the day on which it is destroyed."""

    personal_data = PersonalRecord(
        kind=SubjectKind.CANDIDATE,
        keep=Keep(
            RefusalCode.LEGAL_DUTY,
            RetentionClass.EMPLOYMENT_5Y,
            "Uitvoeringsregeling LB 7.5",
            until=UNTIL_THE_DUTY_ENDS,
        ),
    )
    began_on = "seen_on"

    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    employment = not_personal(
        models.ForeignKey(
            Employment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("employment")
        )
    )
    destroy_on = not_personal(
        models.DateField(_("to be destroyed on"), null=True, blank=True, editable=False, db_index=True)
    )

    objects = IdentityQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"ID-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """Set the last day, and refuse the employment of somebody else."""
        if self.employment is not None and self.employment.data_subject_id != self.data_subject_id:
            raise OtherPerson
        began_on: date | None = getattr(self, self.began_on)
        self.destroy_on = None if self.employment_id or began_on is None else began_on + FOUR_WEEKS
        super().clean()

    def catalogue_stage(self) -> Stage:
        """Registration until there is an employment."""
        return Stage.HIRE if self.employment_id else Stage.REGISTRATION

    def categories_held(self) -> frozenset[Category]:
        """Return the categories of the whole row, also of a file that is yet to be sealed."""
        return categories_of(self)


def four_weeks_from(began_on: str) -> Q:
    """The rule that a row without employment has a last day, at most four weeks after it was made."""
    return Q(employment__isnull=False, destroy_on__isnull=True) | Q(
        employment__isnull=True, destroy_on__isnull=False, destroy_on__lte=F(began_on) + FOUR_WEEKS
    )


class IdentityCheck(IdentityRow):
    """That an original document was seen, by whom and when (Waadi 7c, Wet LB 28)."""

    class DocType(models.TextChoices):
        """What proves who somebody is; a driving licence does not (LAW-34)."""

        PASSPORT = "passport", _("passport")
        CARD = "card", _("identity card")
        PERMIT = "permit", _("residence document")

    seen_on = personal(models.DateField(_("seen on")), Category.IDENTITY_DOCUMENT)
    doc_type = personal(models.CharField(_("document"), max_length=10, choices=DocType), Category.IDENTITY_DOCUMENT)
    valid_until = personal(models.DateField(_("valid until")), Category.IDENTITY_DOCUMENT)
    checked_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("seen by")
        )
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("identity check")
        verbose_name_plural = _("identity checks")
        constraints = [
            models.CheckConstraint(condition=four_weeks_from("seen_on"), name="candidates_identitycheck_end")
        ]


class IdCopy(IdentityRow):
    """A copy of an identity document, sealed: masked and for four weeks before hire, whole from then on."""

    began_on = "made_on"

    file = personal(SealedFileField(_("file"), upload_to=random_key, max_length=60), Category.IDENTITY_DOCUMENT)
    content_type = not_personal(models.CharField(_("type"), max_length=20, editable=False))
    made_on = personal(models.DateField(_("made on")), Category.IDENTITY_DOCUMENT)
    is_bsn_masked = not_personal(models.BooleanField(_("the citizen service number is masked"), default=False))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("copy of an identity document")
        verbose_name_plural = _("copies of identity documents")
        constraints = [
            models.CheckConstraint(condition=four_weeks_from("made_on"), name="candidates_idcopy_end"),
            models.CheckConstraint(
                condition=Q(employment__isnull=False) | Q(is_bsn_masked=True), name="candidates_idcopy_masked"
            ),
            models.CheckConstraint(
                condition=Q(file__regex=r"^documents/[0-9a-f]{2}/[0-9a-f]{32}$"), name="candidates_idcopy_random_key"
            ),
        ]

    def clean(self) -> None:
        """Before hire: only where the agency falls under the Waadi, and masked (LAW-32, LAW-33)."""
        if self.employment_id is None:
            if not settings.CRM_WAADI_ID_CHECK:
                raise IdentityCheckOff
            if not self.is_bsn_masked:
                raise CopyNotMasked
        super().clean()


class DrivingLicence(RoleRow):
    """Which vehicles somebody may drive, for a role that needs it: no copy, and no proof of identity (LAW-34)."""

    role_mark = "needs_driving_licence"

    categories = personal(
        ArrayField(
            models.CharField(max_length=3, choices=[(name, name) for name in LICENCE_CATEGORIES]),
            verbose_name=_("categories"),
        ),
        Category.IDENTITY_DOCUMENT,
    )
    valid_until = personal(models.DateField(_("valid until")), Category.IDENTITY_DOCUMENT)
    seen_on = personal(models.DateField(_("seen on")), Category.IDENTITY_DOCUMENT)
    destroy_on = not_personal(models.DateField(_("to be destroyed on"), editable=False, db_index=True))
    history = HistoricalRecords()

    class Meta(RoleRow.Meta):
        abstract = False
        verbose_name = _("driving licence")
        verbose_name_plural = _("driving licences")
        constraints = [
            *RoleRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(destroy_on__lte=F("seen_on") + FOUR_WEEKS), name="candidates_drivinglicence_end"
            ),
            models.CheckConstraint(
                condition=Q(categories__contained_by=list(LICENCE_CATEGORIES)), name="candidates_drivinglicence_known"
            ),
        ]

    def clean(self) -> None:
        """Set the last day."""
        seen_on: date | None = self.seen_on  # a form leaves it empty where it could not be read
        if seen_on is not None:
            self.destroy_on = seen_on + FOUR_WEEKS
        super().clean()
