"""People at suppliers, and where they worked (SUP-DATA-01)."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.exported import Listed
from cluster_crm.people.models import AddressedPerson, Membership
from privacy.declarations import PersonalRecord, not_personal
from privacy.vocabulary import SubjectKind
from suppliers.models.supplier import Supplier

FUNCTION = "suppliers.suppliermembership.function"


class SupplierContact(AddressedPerson):
    """Somebody at a supplier whom we deal with, or a sole trader himself (GLO-05)."""

    personal_data = PersonalRecord(kind=SubjectKind.SUPPLIER_CONTACT)

    history = HistoricalRecords()

    class Meta(AddressedPerson.Meta):
        abstract = False
        verbose_name = _("supplier contact")
        verbose_name_plural = _("supplier contacts")
        indexes = [
            *AddressedPerson.Meta.indexes,
            models.Index(fields=["sort_name", "data_subject"], name="suppliers_contact_by_name"),
            models.Index(fields=["updated_at", "data_subject"], name="suppliers_contact_by_change"),
        ]

    def __str__(self) -> str:
        return f"SC-{self.number}"

    @classmethod
    def listed(cls) -> Mapping[str, Listed]:
        """Return what a list says of where contacts work now; a sole trader's name stands on his own pages alone."""
        now, function = SupplierMembership.objects.current().filter(contact=OuterRef("pk")), FUNCTION
        organisation = now.filter(supplier__recipient__data_subject=None).values("supplier__recipient__name")
        return {
            "organisation": Listed(_("supplier"), function, Subquery(organisation[:1])),
            "function": Listed(_("function"), function, Subquery(now.values("function")[:1])),
        }


class SupplierMembershipQuerySet(models.QuerySet["SupplierMembership"]):
    """Questions about periods at suppliers."""

    def current(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def on(self, day: date) -> Self:
        """Those that ran on a day; a first day that nobody wrote down has passed."""
        has_begun = Q(started_on__isnull=True) | Q(started_on__lte=day)
        return self.filter(has_begun, Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class SupplierMembership(Membership):
    """That a contact works or worked for a supplier; his colleagues' contact counts meanwhile (RET-02)."""

    personal_data = PersonalRecord(kind=SubjectKind.SUPPLIER_CONTACT, subject="contact")

    contact = not_personal(
        models.ForeignKey(
            SupplierContact,
            models.CASCADE,
            db_column="data_subject_id",
            related_name="memberships",
            verbose_name=_("supplier contact"),
        )
    )
    supplier = not_personal(
        models.ForeignKey(Supplier, models.PROTECT, related_name="memberships", verbose_name=_("supplier"))
    )
    history = HistoricalRecords()

    objects = SupplierMembershipQuerySet.as_manager()

    class Meta(Membership.Meta):
        abstract = False
        verbose_name = _("period at a supplier")
        verbose_name_plural = _("periods at suppliers")
