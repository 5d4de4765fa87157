"""Data keys, without which sealed values are noise: one per person and role, one per organisation (Article 32)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import Keep, NotPersonal, PersonalRecord, not_personal
from privacy.envelope import Place
from privacy.fields import EncryptedField
from privacy.models.person_row import PersonRow
from privacy.models.sealed_rows import LastDayOfSealedRows
from privacy.models.subjects import Recipient
from privacy.vocabulary import RefusalCode, RetentionClass


class DataKey(models.Model):
    """A key that is itself sealed under the key ring; history has no copy of it."""

    wrapped_key = not_personal(EncryptedField(_("sealed key")))
    ring_key = not_personal(models.CharField(_("sealed under"), max_length=40, db_index=True))
    created_at = not_personal(models.DateTimeField(_("created at"), auto_now_add=True))

    class Meta:
        abstract = True

    @property
    def place(self) -> Place:
        """Where the wrapped key stands."""
        return Place(self._meta.db_table, "wrapped_key", self.pk)


class SubjectKey(PersonRow, DataKey):
    """The key of one person in one role (ERASE-03).

    It goes with the person, or with the last sealed row that a law keeps: values under a lost key stay unreadable
    also where they were overlooked. The key of an absorbed record still opens what was sealed under it, and seals
    nothing more.
    """

    personal_data = PersonalRecord(
        keep=Keep(
            RefusalCode.LEGAL_DUTY,
            RetentionClass.FISCAL_7Y,
            "Art. 17(3)(b) GDPR",
            until=LastDayOfSealedRows(),
        )
    )

    is_former = not_personal(models.BooleanField(_("of a record that was merged"), default=False, editable=False))
    history = HistoricalRecords(excluded_fields=["wrapped_key"])

    class Meta(PersonRow.Meta):
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["data_subject", "subject_kind"], condition=Q(is_former=False), name="privacy_subjectkey_one"
            ),
        ]

    def __str__(self) -> str:
        return f"SK-{str(self.pk)[-8:]}"


class RecipientKey(DataKey):
    """The key of one organisation, which has sealed values and no person to hang them on (SUP-DATA-02)."""

    personal_data = NotPersonal("The key of an organisation; a sole trader's values are under his own.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    recipient = not_personal(
        models.OneToOneField(Recipient, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    )
    history = HistoricalRecords(excluded_fields=["wrapped_key"])

    class Meta:
        verbose_name = _("data key of an organisation")
        verbose_name_plural = _("data keys of organisations")

    def __str__(self) -> str:
        return f"RK-{str(self.pk)[-8:]}"
