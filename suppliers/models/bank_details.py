"""The bank account of a supplier, for finance alone (SUP-DATA-02)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.fields import EncryptedField
from privacy.fiscal import end_of_fiscal_term
from privacy.models import DataSubject, Recipient
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, RefusalCode, RetentionClass, SubjectKind
from suppliers.models.supply import SupplyAgreement


class BankDetails(PersonalModel):
    """Where a supplier is paid under an agreement: encrypted, shown by `reveal` alone.

    An organisation's row is about nobody. A sole trader's is his, and tax law keeps it beyond an erasure until the
    end of the seventh year after the agreement ended.
    """

    personal_data = PersonalRecord(
        kind=SubjectKind.SUPPLIER_CONTACT,
        keep=Keep(
            RefusalCode.LEGAL_DUTY,
            RetentionClass.FISCAL_7Y,
            "AWR 52(4)",
            until=end_of_fiscal_term("agreement__ended_on"),
        ),
    )

    data_subject = not_personal(
        models.ForeignKey(
            DataSubject, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sole trader")
        )
    )
    recipient = not_personal(
        models.ForeignKey(Recipient, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    )
    agreement = not_personal(
        models.OneToOneField(
            SupplyAgreement, models.PROTECT, related_name="bank_details", verbose_name=_("agreement with a supplier")
        )
    )
    iban = personal(EncryptedField(_("bank account (IBAN)")), Category.BANK_DETAILS)
    holder = personal(EncryptedField(_("in the name of")), Category.BANK_DETAILS)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("bank details")
        verbose_name_plural = _("bank details")

    def __str__(self) -> str:
        return f"BD-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """The account is that of the supplier whom the agreement is with."""
        super().clean()
        party = self.agreement.supplier.recipient
        if (self.recipient_id, self.data_subject_id) != (party.pk, party.data_subject_id):
            raise ValidationError(_("The agreement is with somebody else."), code="other_party")
