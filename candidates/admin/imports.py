"""Rows of imports that wait for a person: staff read the file, fill in the name, and the candidate is registered."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.actions.imports.rows import fill_in
from candidates.admin.cv.waiting import page_of
from candidates.admin.refusals import REFUSALS, words_of
from candidates.forms import WaitingRowForm
from candidates.models import ImportRow
from candidates.models.import_rows import RowReason
from candidates.readers.cv_text import Unreadable
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.admin import WorkDue
from privacy.admin.masked import masks_of
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import PersonalAdmin

TO_COMPARE: Final = frozenset({RowReason.PERHAPS_HELD, RowReason.PERHAPS_TWICE})
REFUSED: Final = "candidates.row_refused"


@admin.register(ImportRow)
class WaitingRowAdmin(PersonalAdmin[ImportRow]):
    """What waits for a name, a week at most; the rest of an import is no work any more and stands in no list."""

    icon = "file-import"
    admin_order = 14
    form = WaitingRowForm
    list_display = ("__str__", "reason", "expires_on", "created_at")
    ordering = ("expires_on",)
    readonly_fields = ("reason", "expires_on", "email", "phone", "download")
    fields = (*readonly_fields, ("given_name", "infix", "family_name"))
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        "download": ("file",),
        **dict.fromkeys(("given_name", "infix", "family_name"), ("draft",)),
    }

    @staticmethod
    def work_due() -> WorkDue:
        """Return the rows and CVs about which somebody decides."""
        return WorkDue(
            _("Imported rows and CVs that wait for a person"), ImportRow.objects.filter(state=ImportRow.State.WAITING)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRow]:
        """Return what waits."""
        rows: QuerySet[ImportRow] = super().get_queryset(request)
        return rows.filter(state=ImportRow.State.WAITING)

    def get_urls(self) -> list[URLPattern]:
        """Add the address of a file that waits."""
        view = self.admin_site.admin_view(self.file_view)
        return [path("<uuid:number>/file/", view, name="candidates_importrow_file"), *super().get_urls()]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form again with the reason where the row can't be taken in, and what was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except REFUSALS as refusal:
            request.META[REFUSED] = words_of(refusal)
            answer = super().changeform_view(request, *args, **kwargs)
            answer.status_code = UNPROCESSABLE
            return answer

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form, with why the row was refused a moment ago."""
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = request.META.get(REFUSED, "")
        return form

    def save_model(self, request: HttpRequest, obj: ImportRow, form: Any, change: Any) -> None:  # noqa: ARG002 - Django's signature
        """Register the candidate by the one way in."""
        obj.data_subject_id = fill_in(obj, form.name, by=user_of(request)).pk

    def response_change(self, _request: HttpRequest, obj: ImportRow) -> HttpResponse:
        """Lead to the candidate."""
        return HttpResponseRedirect(reverse("admin:candidates_candidate_change", args=[obj.data_subject_id]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to where a CV that was dropped is confirmed, or a row compared with whom we may hold already.

        Any other row is filled in here.
        """
        row = self.get_object(request, object_id)
        if row is not None and row.reason in {RowReason.TO_CONFIRM, *Unreadable.values}:
            return HttpResponseRedirect(page_of(row))
        if row is not None and row.reason in TO_COMPARE:
            return HttpResponseRedirect(reverse("admin:candidates_candidate_cv_confirm", args=[row.pk]))
        return super().change_view(request, object_id, form_url, extra_context)

    def file_view(self, request: HttpRequest, number: UUID) -> FileResponse:
        """Send the file under a name that says nothing about the person."""
        row = get_object_or_404(self.get_queryset(request).exclude(file=""), pk=number)
        if not self.has_view_permission(request, row) or "file" in masks_of(request).hidden(ImportRow):
            raise PermissionDenied
        return FileResponse(
            row.file.open("rb"), as_attachment=True, filename="cv", content_type="application/octet-stream"
        )

    @admin.display(description=_("file"), empty_value="")
    def download(self, row: ImportRow) -> SafeString | None:
        """Return a link to the file; its address says nothing about the person."""
        address = reverse("admin:candidates_importrow_file", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Download")) if row.file else None
