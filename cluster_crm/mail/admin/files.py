"""Files that came with messages of people whom we know: to be looked at, or taken into a dossier, for a month."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext

from cluster_crm.mail.models import MailFile
from cluster_crm.mail.takers import takers_of
from cluster_crm.people.admin.requests import user_of
from privacy.admin.masked import masks_of
from privacy.admin.pages import DeedPageAdmin
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalAdmin, is_restricted
from privacy.admin.shown_persons import persons_shown


@admin.register(MailFile)
class MailFileAdmin(DeedPageAdmin[MailFile], AboutPersonAdmin[MailFile], PersonalAdmin[MailFile]):
    """Files of people whom we know, those that go first on top; those of messages that wait stand with the message."""

    icon = "file-download"
    list_display = ("original_name", "person", "content_type", "size", "created_at", "expires_on")
    list_filter: ClassVar[Any] = ()
    ordering = ("expires_on",)
    page_template = "mail/file_page.html"
    deeds: ClassVar[Mapping[str, str]] = {"take": "mail.take_file"}
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"person": ()}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the files that have a person."""
        return super().get_queryset(request).filter(mail__isnull=True)

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the content."""
        view = self.admin_site.admin_view(self.content_view)
        return [path("<uuid:number>/content/", view, name="mail_mailfile_content"), *super().get_urls()]

    def page_context(self, request: HttpRequest, row: MailFile) -> dict[str, Any]:
        """Return whose file it is, and what can be done with it."""
        assert row.data_subject_id is not None  # noqa: S101 - a file without a message has a person
        key = (row.data_subject_id, row.subject_kind)
        may_see = "original_name" not in self.hidden_names(request, row)
        return {
            "shown": persons_shown(request, [key]).get(key),
            "name": row.original_name if may_see else "",
            "may_see": may_see,
            "is_restricted": is_restricted(row),
            "takers": takers_of(row),
        }

    def take(self, request: HttpRequest, row: MailFile) -> HttpResponse:
        """Let the app that offers it take the file."""
        taker = next((taker for taker in takers_of(row) if taker.name == request.POST.get("taker")), None)
        if taker is None:
            raise Http404
        if is_restricted(row) or "file" in self.hidden_names(request, row):
            raise PermissionDenied
        address = taker.take(row, user_of(request))
        messages.success(request, gettext("The file was taken into the dossier."))
        return HttpResponseRedirect(address)

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
