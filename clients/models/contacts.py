"""People at clients, and where they worked (CLI-DATA-01)."""

from collections.abc import Mapping
from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from clients.models.client import Client
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.exported import Listed
from cluster_crm.people.models import AddressedPerson, Membership
from privacy.declarations import PersonalRecord, not_personal
from privacy.vocabulary import SubjectKind

FUNCTION = "clients.clientmembership.function"


class ClientContact(AddressedPerson):
    """Somebody at a client whom we deal with: name, function, business telephone, e-mail and address, no more."""

    personal_data = PersonalRecord(kind=SubjectKind.CLIENT_CONTACT)

    history = HistoricalRecords()

    class Meta(AddressedPerson.Meta):
        abstract = False
        verbose_name = _("client contact")
        verbose_name_plural = _("client contacts")
        indexes = [
            *AddressedPerson.Meta.indexes,
            models.Index(fields=["sort_name", "data_subject"], name="clients_contact_by_name"),
            models.Index(fields=["updated_at", "data_subject"], name="clients_contact_by_change"),
        ]

    def __str__(self) -> str:
        return f"CC-{self.number}"

    @classmethod
    def listed(cls) -> Mapping[str, Listed]:
        """Return what a list says of where contacts work now; a sole trader's name stands on his own pages alone."""
        now, function = ClientMembership.objects.current().filter(contact=OuterRef("pk")), FUNCTION
        organisation = now.filter(client__recipient__data_subject=None).values("client__recipient__name")
        return {
            "organisation": Listed(_("client"), function, Subquery(organisation[:1])),
            "function": Listed(_("function"), function, Subquery(now.values("function")[:1])),
        }


class ClientMembershipQuerySet(models.QuerySet["ClientMembership"]):
    """Questions about periods at clients."""

    def current(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)


class ClientMembership(Membership):
    """That a contact works or worked for a client; his colleagues' contact counts meanwhile (RET-02)."""

    personal_data = PersonalRecord(kind=SubjectKind.CLIENT_CONTACT, subject="contact")

    contact = not_personal(
        models.ForeignKey(
            ClientContact,
            models.CASCADE,
            db_column="data_subject_id",
            related_name="memberships",
            verbose_name=_("client contact"),
        )
    )
    client = not_personal(
        models.ForeignKey(Client, models.PROTECT, related_name="memberships", verbose_name=_("client"))
    )
    history = HistoricalRecords()

    objects = ClientMembershipQuerySet.as_manager()

    class Meta(Membership.Meta):
        abstract = False
        verbose_name = _("period at a client")
        verbose_name_plural = _("periods at clients")
