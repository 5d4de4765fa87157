"""Who is supplied to us by whom, under which agreement and with which assurance (GLO-02, GLO-03, RET-04, RET-05)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NOT_PERSONAL, NotPersonal, PersonalRecord, not_personal, personal
from privacy.models import DataSubject, PolicyVersion
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, SubjectKind
from suppliers.models.supplier import Supplier


class SupplyAgreementQuerySet(models.QuerySet["SupplyAgreement"]):
    """Questions about agreements."""

    def running(self, on: date) -> Self:
        """Those in force on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), started_on__lte=on)


class SupplyAgreement(models.Model):
    """The contract under which a supplier works for us; without one there is no bank account (SUP-DATA-02)."""

    personal_data = NOT_PERSONAL

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    supplier = not_personal(
        models.ForeignKey(Supplier, models.PROTECT, related_name="agreements", verbose_name=_("supplier"))
    )
    reference = not_personal(models.CharField(_("number of the contract"), max_length=60))
    started_on = not_personal(models.DateField(_("from")))
    ended_on = not_personal(models.DateField(_("until"), null=True, blank=True))
    history = HistoricalRecords()

    objects = SupplyAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement with a supplier")
        verbose_name_plural = _("agreements with suppliers")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="suppliers_supplyagreement_order",
            ),
        ]

    def __str__(self) -> str:
        return f"SA-{str(self.pk)[-8:]}"


class SupplierAttestation(models.Model):
    """That a supplier told its workers what our policy says about candidates (GLO-03), and of which version."""

    personal_data = NotPersonal("A statement of an organisation; who made it is an opaque number.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    supplier = not_personal(
        models.ForeignKey(Supplier, models.PROTECT, related_name="attestations", verbose_name=_("supplier"))
    )
    attested_on = not_personal(models.DateField(_("attested on")))
    policy_version = not_personal(
        models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", verbose_name=_("policy version"))
    )
    attested_by = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("attested by"))
    )
    recorded_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("recorded by")
        )
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attestation of a supplier")
        verbose_name_plural = _("attestations of suppliers")

    def __str__(self) -> str:
        return f"AT-{str(self.pk)[-8:]}"


class SupplyRelationQuerySet(models.QuerySet["SupplyRelation"]):
    """Questions about who is supplied by whom."""

    def running(self) -> Self:
        """Those of which the supplier has reported no end (RET-05)."""
        return self.filter(ended_notice_on__isnull=True)

    def unattested(self) -> Self:
        """Those through a supplier who has not said that its workers know our policy (GLO-03)."""
        return self.exclude(supplier__in=Supplier.objects.attested())


class SupplyRelation(PersonalModel):
    """That a candidate's services are supplied through a supplier, until the supplier reports the end (RET-05)."""

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE)

    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("candidate"))
    )
    supplier = not_personal(
        models.ForeignKey(Supplier, models.PROTECT, related_name="relations", verbose_name=_("supplier"))
    )
    started_on = personal(models.DateField(_("since")), Category.DEALINGS)
    ended_notice_on = personal(
        models.DateField(
            _("end reported on"),
            null=True,
            blank=True,
            help_text=_("The day on which the supplier told us; from then on its contact no longer counts."),
        ),
        Category.DEALINGS,
    )
    history = HistoricalRecords()

    objects = SupplyRelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("supply relation")
        verbose_name_plural = _("supply relations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_notice_on__isnull=True) | Q(ended_notice_on__gte=F("started_on")),
                name="suppliers_supplyrelation_order",
            ),
            models.UniqueConstraint(
                fields=["data_subject", "supplier"],
                condition=Q(ended_notice_on__isnull=True),
                name="suppliers_supplyrelation_one_running",
            ),
        ]

    def __str__(self) -> str:
        return f"SR-{str(self.pk)[-8:]}"
