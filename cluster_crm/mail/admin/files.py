"""Files that came with messages of people whom we know: downloaded to be looked at, a month at most."""

from django.contrib import admin

from cluster_crm.mail.models import MailFile
from privacy.admin.records import PersonalAdmin, ReadOnlyAdmin


@admin.register(MailFile)
class MailFileAdmin(ReadOnlyAdmin[MailFile], PersonalAdmin[MailFile]):
    """Files, those that go first on top."""

    icon = "file-download"
    list_display = ("__str__", "subject_kind", "content_type", "size", "created_at", "expires_on")
    ordering = ("expires_on",)
    fields = ("original_name", "content_type", "size", "created_at", "expires_on")
