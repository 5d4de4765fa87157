"""Whether the mailbox answers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cluster_crm.mail.models import MailboxState
from cluster_crm.web.admin import WorkDue
from privacy.admin.records import ReadOnlyAdmin


@admin.register(MailboxState)
class MailboxStateAdmin(ReadOnlyAdmin[MailboxState]):
    """The mailbox: when it last answered, and the kind of the last error."""

    icon = "mail"
    list_display = ("name", "polled_at", "failed_at", "error_code", "taken_count", "put_aside_count")
    ordering = ("name",)

    @staticmethod
    def work_due() -> WorkDue:
        """Return the mailbox where it does not answer."""
        return WorkDue(_("The mailbox does not answer"), MailboxState.objects.exclude(error_code=""))
