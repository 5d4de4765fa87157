"""The looks through all texts: when, how much was seen, how much was found."""

from django.contrib import admin

from cluster_crm.people.models import TextScan
from privacy.admin.records import ReadOnlyAdmin


@admin.register(TextScan)
class TextScanAdmin(ReadOnlyAdmin[TextScan]):
    """The looks, the latest first; the system begins one each month, and when its rules are others."""

    icon = "search"
    list_display = ("__str__", "started_at", "finished_at", "since", "rows_seen", "found")
    ordering = ("-started_at",)
