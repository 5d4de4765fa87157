"""Proof and logs, to be read: who saw sealed values, who was erased, who is not to be approached, who must be told."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.admin import WorkDue
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import ReadOnlyAdmin, TrackedAdmin
from privacy.models import ErasureLedgerEntry, NoticeTask, ReadLogEntry, SuppressionEntry


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


@admin.register(SuppressionEntry)
class SuppressionAdmin(ReadOnlyAdmin[SuppressionEntry]):
    """The suppression list: hashes that name nobody, and how often they were met."""

    icon = "ban"
    list_display = ("__str__", "identifier", "purpose", "channel", "reason", "hit_count", "created_at")
    list_filter: ClassVar[Any] = ("reason", "identifier")
    ordering = ("-pk",)


@admin.register(NoticeTask)
class NoticeTaskAdmin(ReadOnlyAdmin[NoticeTask], AboutPersonAdmin[NoticeTask], TrackedAdmin[NoticeTask]):
    """Notices of data that came from others, the oldest first."""

    icon = "bell"
    admin_order = 61
    list_display = ("__str__", "person", "source", "category", "state", "due_on", "given_on")
    list_filter: ClassVar[Any] = ("state", "source", "subject_kind")
    ordering = ("pk",)

    @staticmethod
    def work_due() -> WorkDue:
        """Return the notices that are still to be given."""
        return WorkDue(_("Notices to give"), NoticeTask.objects.due(), f"?state__exact={NoticeTask.State.DUE}")
