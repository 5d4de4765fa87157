"""Who decides and who receives."""

from django.contrib import admin

from privacy.admin.records import TrackedAdmin
from privacy.models import Controller, Recipient


@admin.register(Controller)
class ControllerAdmin(TrackedAdmin[Controller]):
    """Organisations of ours."""

    icon = "building"
    list_display = ("name", "mailbox", "is_default")


@admin.register(Recipient)
class RecipientAdmin(TrackedAdmin[Recipient]):
    """Organisations that data are disclosed to; clients and suppliers take their name from here."""

    icon = "building"
    list_display = ("__str__", "name", "recipient_role", "need", "country", "is_active")
    list_filter = ("recipient_role", "need", "is_active")
    search_fields = ("name",)
    exclude = ("data_subject", "subject_kind")
