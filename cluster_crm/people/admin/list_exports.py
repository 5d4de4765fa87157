"""Lists of persons as files: the page that asks for one, and the page on which it is followed and fetched."""

from collections.abc import Set
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cluster_crm.people.actions.list_exports import DEED, MOST_ROWS, ask_for_list, columns_now
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.searched import SearchedPersons
from cluster_crm.people.exceptions import ListTooLong, NobodyAsked
from cluster_crm.people.exported import offered
from cluster_crm.people.forms.list_exports import ListExportForm, suggested
from cluster_crm.people.models import Person
from cluster_crm.web.keyset import capped_count
from cluster_crm.web.spreadsheets import SheetKind
from cluster_crm.web.templatetags.house import Tone, badge
from privacy import permissions
from privacy.actions.list_exports import fetch_list, is_withdrawn
from privacy.admin.masked import masks_of
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.records import restrictions_of_rows
from privacy.admin.shown_persons import person_admin_name
from privacy.exceptions import ExportNotReady
from privacy.models import ListExport
from privacy.registry import person_model
from privacy.vocabulary import Role

PersonType = TypeVar("PersonType", bound=Person)
State = ListExport.State
TONES: dict[str, Tone] = {State.BUILDING: "grey", State.READY: "green", State.WITHDRAWN: "red", State.EXPIRED: "grey"}


class ExportedPersons(SearchedPersons[PersonType]):
    """A list of persons that may be taken along as a file, whole or in part, by whom the matrix lets."""

    actions = (*SearchedPersons.actions, "export_selected")
    chosen_by: ClassVar[Set[str]] = {"person"}

    @admin.action(description=gettext_lazy("Export"), permissions=["export_list"])
    def export_selected(self, _request: HttpRequest, chosen: QuerySet[PersonType]) -> HttpResponse:
        """Lead to the page that asks for a list, with the persons that were ticked."""
        keys = "&".join(f"person={key}" for key in chosen.values_list("pk", flat=True))
        return HttpResponseRedirect(f"{reverse(self._name('export'))}?{keys}")

    def has_export_list_permission(self, request: HttpRequest) -> bool:
        """Return whether the matrix lets the user take a list along, and he sees anything that may stand in it."""
        may_export = self.has_view_permission(request) and permissions.allows_deed(request.user, DEED)
        return may_export and bool(offered(self.model, masks_of(request)))

    def get_urls(self) -> list[URLPattern]:
        """Return the address of the page, before those of Django."""
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name=self._name("export").partition(":")[2]), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, with the way to take it along as it stands."""
        address = ""
        if self.has_export_list_permission(request):
            query = request.GET.copy()
            query.pop(PAGE_VAR, None)
            address = f"{reverse(self._name('export'))}?{query.urlencode()}"
        return super().changelist_view(request, {"export_url": address, **(extra_context or {})})

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Ask which columns, what for and where to; then let the worker make the file."""
        if not self.has_export_list_permission(request):
            raise PermissionDenied
        columns = offered(self.model, masks_of(request))
        form = ListExportForm(request.POST or None, subjects=self._kind, offered=columns)
        try:
            persons = self.asked_for(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(self._name("changelist")))
        if request.method == "POST" and form.is_valid():
            try:
                export = ask_for_list(persons, self._kind, form.order(), by=user_of(request))
            except NobodyAsked:
                form.add_error(None, _("Nobody is in this list. Go back and search again."))
            except ListTooLong:
                text = _("A list can have %(number)d persons at most. Go back and narrow it by a search or a filter.")
                form.add_error(None, text % {"number": MOST_ROWS})
            else:
                return HttpResponseRedirect(reverse("admin:privacy_listexport_change", args=[export.pk]))
        return self._export_page(request, form, persons)

    def asked_for(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the persons that were ticked, or those of the list with the search and filters of the address."""
        if keys := request.GET.getlist("person"):
            try:
                return self.get_queryset(request).filter(pk__in=[UUID(key) for key in keys]).order_by("sort_name", "pk")
            except ValueError as error:
                raise Http404 from error
        changelist: Any = self.get_changelist_instance(request)
        rows: QuerySet[Any] = changelist.queryset
        return rows

    def _export_page(self, request: HttpRequest, form: ListExportForm, persons: QuerySet[Any]) -> HttpResponse:
        shown = persons.exclude(Exists(restrictions_of_rows(self.model)))
        is_chosen = not self.chosen_by.isdisjoint(request.GET)
        query = "" if is_chosen else request.GET.urlencode()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Export"),
            "opts": self.opts,
            "form": form,
            "count": capped_count(shown),
            "is_chosen": is_chosen,
            "recipients": suggested(),
            "back_url": f"{reverse(self._name('changelist'))}{'?' if query else ''}{query}",
        }
        status = UNPROCESSABLE if form.is_bound else 200
        return TemplateResponse(request, "people/export_page.html", context, status=status)


@admin.register(ListExport)
class ListExportAdmin(DeedPageAdmin[ListExport]):
    """Lists that were taken along: everybody sees his own, the officer sees that there were others."""

    icon = "file-download"
    admin_order = 66
    page_template = "people/list_export.html"
    list_display = ("__str__", "persons", "status", "rows", "asked_by_name", "asked_at", "downloads")
    list_filter: ClassVar[Any] = ("state",)
    list_select_related = ("asked_by",)
    ordering = ("-pk",)
    job_kinds = ("people.list",)
    deeds: ClassVar[Any] = {"download": DEED}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListExport]:
        """Return the lists of the user; the officer's are all."""
        rows: QuerySet[ListExport] = super().get_queryset(request).select_related("asked_by", "recipient")
        is_officer = permissions.role_of(request.user) is Role.PRIVACY_OFFICER
        return rows if is_officer else rows.filter(asked_by=user_of(request))

    @admin.display(description=gettext_lazy("list"))
    def persons(self, export: ListExport) -> str:
        """Return of which persons it is a list."""
        model = person_model(export.subject_kind)
        return str(capfirst(str(model._meta.verbose_name_plural))) if model else ""

    @admin.display(description=gettext_lazy("asked by"))
    def asked_by_name(self, export: ListExport) -> str:
        """Return who asked."""
        return str(export.asked_by.display_name)

    @admin.display(description=gettext_lazy("state"))
    def status(self, export: ListExport) -> str:
        """Return where it stands."""
        state = state_now(export)
        return badge(str(state.label), TONES[state])

    def page_context(self, request: HttpRequest, row: ListExport) -> dict[str, Any]:
        """Return what is in the file, what was left out and why, and whether it can be fetched now."""
        state, model = state_now(row), person_model(row.subject_kind)
        columns = columns_now(row)
        is_own = row.asked_by_id == user_of(request).pk
        return {
            "badge_of_state": badge(str(state.label), TONES[state]),
            "state": state.value,
            "may_fetch": is_own and state == State.READY and columns is not None and self.allows(request, "download"),
            "headings": [column.heading for column in columns or ()],
            "persons": capfirst(str(model._meta.verbose_name_plural)) if model else "",
            "list_url": reverse(person_admin_name(model, "changelist")) if model else "",
        }

    def download(self, request: HttpRequest, export: ListExport) -> HttpResponse | FileResponse:
        """Give the file to the one who asked, while his role may still see each column."""
        if columns_now(export) is None:
            raise PermissionDenied
        try:
            file = fetch_list(export, by=user_of(request))
        except ExportNotReady:
            messages.error(request, _("This file cannot be fetched any more. Make the list again."))
            return self.back(export)
        return FileResponse(
            file, as_attachment=True, filename=file_name(export), content_type=SheetKind(export.kind).content_type
        )


def state_now(export: ListExport) -> ListExport.State:
    """Return the state that holds at this moment, whether or not the sweeper has been there."""
    if export.file and is_withdrawn(export):
        return State.WITHDRAWN
    if export.state == State.READY and export.expires_at <= timezone.now():
        return State.EXPIRED
    return State(export.state)


def file_name(export: ListExport) -> str:
    """Return a name that says what and when, and nothing of a search: kandidaten-2026-11-28.csv."""
    model = person_model(export.subject_kind)
    with override(export.language):
        what = slugify(str(model._meta.verbose_name_plural)) if model else ""
    return f"{what}-{timezone.localdate(export.asked_at).isoformat()}.{SheetKind(export.kind).suffix}"
