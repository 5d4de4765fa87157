"""Files that came with messages of people whom we know: downloaded to be looked at, a month at most."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.mail.models import MailFile
from privacy.admin.masked import masks_of
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalAdmin, ReadOnlyAdmin, is_restricted


@admin.register(MailFile)
class MailFileAdmin(ReadOnlyAdmin[MailFile], PersonalAdmin[MailFile], AboutPersonAdmin[MailFile]):
    """Files of people whom we know, those that go first on top; those of messages that wait stand with the message."""

    icon = "file-download"
    list_display = ("original_name", "person", "content_type", "size", "created_at", "expires_on")
    list_filter: ClassVar[Any] = ()
    ordering = ("expires_on",)
    fields = readonly_fields = ("original_name", "content_type", "size", "created_at", "expires_on", "download")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"person": (), "download": ("file",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the files; lists leave out those of messages that wait."""
        rows = super().get_queryset(request)
        page = str(request.resolver_match.url_name) if request.resolver_match else ""
        return rows.filter(mail__isnull=True) if page.endswith("_changelist") else rows

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the content."""
        view = self.admin_site.admin_view(self.content_view)
        return [path("<uuid:number>/content/", view, name="mail_mailfile_content"), *super().get_urls()]

    def content_view(self, request: HttpRequest, number: UUID) -> FileResponse:
        """Send the file to be saved, never to be shown, under a name that says nothing about anybody."""
        row = get_object_or_404(MailFile, pk=number)
        is_open = row.mail_id is None or request.user.has_perm("mail.read_waiting")
        if not (self.has_view_permission(request, row) and is_open) or is_restricted(row):
            raise PermissionDenied
        if "file" in masks_of(request).hidden(MailFile, row):
            raise PermissionDenied
        return FileResponse(
            row.file.open("rb"), as_attachment=True, filename=str(row), content_type="application/octet-stream"
        )

    @admin.display(description=_("file"), empty_value="")
    def download(self, row: MailFile) -> SafeString:
        """Return a link to the content."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:mail_mailfile_content", args=[row.pk]), gettext("Download")
        )
