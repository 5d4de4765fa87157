"""Addresses that cannot be reached: nothing is sent to them until somebody says that they work again."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_crm.mail.actions.bounces import trust_again
from cluster_crm.mail.models import UndeliverableAddress
from privacy.admin.pages import DeedPageAdmin
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalAdmin, is_restricted
from privacy.admin.shown_persons import persons_shown


@admin.register(UndeliverableAddress)
class UndeliverableAddressAdmin(
    DeedPageAdmin[UndeliverableAddress], PersonalAdmin[UndeliverableAddress], AboutPersonAdmin[UndeliverableAddress]
):
    """Addresses that a mail server refused, the latest first."""

    icon = "ban"
    list_display = ("bounced_at", "person", "address", "code")
    list_filter: ClassVar[tuple[str, ...]] = ("subject_kind",)
    ordering = ("-bounced_at",)
    page_template = "mail/undeliverable_page.html"
    deeds: ClassVar[Mapping[str, str]] = {"works": "mail.trust_address"}

    def page_context(self, request: HttpRequest, row: UndeliverableAddress) -> dict[str, Any]:
        """Return whose address it is, where the user may see that."""
        key = (row.data_subject_id, row.subject_kind)
        return {
            "who": persons_shown(request, [key]).get(key),
            "address": "" if "address" in self.hidden_names(request, row) else row.address,
            "is_restricted": is_restricted(row),
        }

    def works(self, request: HttpRequest, row: UndeliverableAddress) -> HttpResponse:
        """Take the mark away: the address was put right at the server, or was full for a while."""
        if is_restricted(row):
            raise PermissionDenied
        trust_again(row)
        messages.success(request, _("The mark is gone: messages go to this address again."))
        return HttpResponseRedirect(reverse("admin:mail_undeliverableaddress_changelist"))
