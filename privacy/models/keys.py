"""Data keys: one per person and role, without which his sealed values are noise (Article 32, ERASE-03)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal
from privacy.envelope import Place
from privacy.fields import EncryptedField
from privacy.models.person_row import PersonRow
from privacy.models.sealed_rows import LastDayOfSealedRows
from privacy.vocabulary import RefusalCode, RetentionClass


class SubjectKey(PersonRow):
    """The key of one person in one role, itself sealed under the key ring; history has no copy of it.

    It goes with the person, or with the last sealed row that a law keeps: values under a lost key stay unreadable
    also where they were overlooked.
    """

    personal_data = PersonalRecord(
        keep=Keep(
            RefusalCode.LEGAL_DUTY,
            RetentionClass.FISCAL_7Y,
            "Art. 17(3)(b) GDPR",
            until=LastDayOfSealedRows(),
        )
    )

    wrapped_key = not_personal(EncryptedField(_("sealed key")))
    ring_key = not_personal(models.CharField(_("sealed under"), max_length=40, db_index=True))
    created_at = not_personal(models.DateTimeField(_("created at"), auto_now_add=True))
    history = HistoricalRecords(excluded_fields=["wrapped_key"])

    class Meta(PersonRow.Meta):
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["data_subject", "subject_kind"], name="privacy_subjectkey_one"),
        ]

    def __str__(self) -> str:
        return f"SK-{str(self.pk)[-8:]}"

    @property
    def place(self) -> Place:
        """Where the wrapped key stands."""
        return Place(self._meta.db_table, "wrapped_key", self.pk)
