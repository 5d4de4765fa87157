"""The citizen service number, which only an employer may hold."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models.employment import Employment
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.fields import EncryptedField
from privacy.fiscal import end_of_fiscal_term
from privacy.models.personal import PersonalModel
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, RefusalCode, RetentionClass, Stage, SubjectKind


class NationalIdentifier(PersonalModel):
    """The citizen service number of an employee (CAND-DATA-16, UAVG 46): encrypted, shown by `reveal` alone."""

    personal_data = PersonalRecord(
        kind=SubjectKind.CANDIDATE,
        keep=Keep(
            RefusalCode.LEGAL_DUTY,
            RetentionClass.FISCAL_7Y,
            "AWR 52(4)",
            until=end_of_fiscal_term("employment__ended_on"),
        ),
    )
    refuses_merge = True  # two numbers are two persons, or a mistake that finance mends first

    data_subject = not_personal(
        models.OneToOneField(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    employment = not_personal(
        models.ForeignKey(Employment, models.PROTECT, related_name="+", verbose_name=_("employment"))
    )
    bsn = personal(EncryptedField(_("citizen service number")), Category.NATIONAL_ID)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("citizen service number")
        verbose_name_plural = _("citizen service numbers")

    def __str__(self) -> str:
        return f"N-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """The number stands on the employment of the same person."""
        super().clean()
        if self.employment.data_subject_id != self.data_subject_id:
            raise ValidationError(_("The employment is somebody else's."), code="other_person")

    def catalogue_stage(self) -> Stage:
        """Never before hire (CAND-DATA-16)."""
        return Stage.HIRE
