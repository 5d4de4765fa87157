"""Addresses that cannot be reached."""

from typing import ClassVar

from django.contrib import admin

from cluster_crm.mail.models import UndeliverableAddress
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalAdmin, ReadOnlyAdmin


@admin.register(UndeliverableAddress)
class UndeliverableAddressAdmin(
    ReadOnlyAdmin[UndeliverableAddress], PersonalAdmin[UndeliverableAddress], AboutPersonAdmin[UndeliverableAddress]
):
    """Addresses that a mail server refused, the latest first."""

    icon = "ban"
    list_display = ("bounced_at", "person", "address", "code")
    list_filter: ClassVar[tuple[str, ...]] = ("subject_kind",)
    ordering = ("-bounced_at",)
