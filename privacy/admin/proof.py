"""Proof and logs, to be read: who saw sealed values, who was erased, who is not to be approached."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.admin import WorkDue
from cluster_crm.web.keyset import capped_count
from privacy.admin.due import is_officer
from privacy.admin.objections import ThisMonthFilter, first_of_month
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import ReadOnlyAdmin
from privacy.models import ErasureLedgerEntry, ReadLogEntry, SuppressionEntry


@admin.register(ReadLogEntry)
class ReadLogAdmin(ReadOnlyAdmin[ReadLogEntry], AboutPersonAdmin[ReadLogEntry]):
    """The log of reads of sealed values."""

    icon = "eye"
    list_display = ("read_at", "actor", "person", "recipient", "field", "purpose")
    list_filter: ClassVar[Any] = ("purpose", "subject_kind")
    list_select_related = ("actor", "recipient")
    ordering = ("-read_at",)


@admin.register(ErasureLedgerEntry)
class LedgerAdmin(ReadOnlyAdmin[ErasureLedgerEntry], AboutPersonAdmin[ErasureLedgerEntry]):
    """The erasure ledger."""

    icon = "file-check"
    list_display = ("__str__", "person", "subject_kind", "ground", "executed_at")
    list_filter: ClassVar[Any] = ("ground", "subject_kind")
    ordering = ("-executed_at",)


class HitThisMonthFilter(ThisMonthFilter):
    """Suppressed addresses that somebody brought back since the first of the month."""

    title = _("met again")
    parameter_name = "met"

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the chosen rows."""
        return rows.filter(last_hit_at__gte=first_of_month()) if self.value() else rows


@admin.register(SuppressionEntry)
class SuppressionAdmin(ReadOnlyAdmin[SuppressionEntry]):
    """The suppression list: hashes that name nobody, and how often they were met."""

    icon = "ban"
    list_display = ("__str__", "identifier", "purpose", "channel", "reason", "hit_count", "last_hit_at", "created_at")
    list_filter: ClassVar[Any] = (HitThisMonthFilter, "reason", "identifier")
    ordering = ("-pk",)

    def own_work_due(self, user: Any) -> WorkDue | None:
        """Return the addresses that came back this month, as a part of the list (MKT-07)."""
        if not is_officer(user):
            return None
        words = _("of %(all)s suppressed addresses were met again this month")
        met = SuppressionEntry.objects.filter(last_hit_at__gte=first_of_month())
        return WorkDue(words % {"all": capped_count(SuppressionEntry.objects.all())}, met, "?met=this")
