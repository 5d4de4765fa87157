"""Imports: files come in, columns get their meaning, a dry run tells what would happen, and a worker does it."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.actions.imports import (
    cancel_import,
    change_choices,
    check_import,
    choose_mapping,
    is_undoable,
    refusal_of,
    run_import,
    start_import,
)
from candidates.actions.imports.notices import notices_to_come
from candidates.admin.import_results import ResultDeeds, result_context
from candidates.admin.import_rows import columns_forms, rows_context, samples_of
from candidates.exceptions import ImportNotReady, NoController
from candidates.import_forms import ColumnsForm, HeldForm, NewImportForm
from candidates.models import ImportBatch
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.templatetags.house import Tone, badge
from privacy import permissions
from privacy.admin.pages import UNPROCESSABLE

State = ImportBatch.State
DEED: Final = "candidates.import"
TONES: Final[dict[str, Tone]] = {
    **dict.fromkeys((State.UPLOADED, State.READING, State.CHECKING, State.RUNNING, State.UNDOING), "blue"),
    **dict.fromkeys((State.READ, State.CHECKED), "amber"),
    **dict.fromkeys((State.FAILED,), "red"),
    State.DONE: "green",
}
STEPS: Final[tuple[tuple[Promise | str, frozenset[State]], ...]] = (
    (gettext_lazy("Files"), frozenset({State.UPLOADED, State.READING})),
    (gettext_lazy("Columns"), frozenset({State.READ})),
    (gettext_lazy("Check"), frozenset({State.CHECKING, State.CHECKED, State.FAILED})),
    (gettext_lazy("Import"), frozenset({State.RUNNING})),
    (gettext_lazy("Result"), frozenset({State.DONE, State.UNDOING, State.UNDONE})),
)
COUNTS: Final = (
    *("row_count", "ready_count", "created_count", "updated_count", "waiting_count", "skipped_count"),
    *("refused_count", "duplicate_count", "suppressed_count", "undone_count", "left_count"),
)
ALWAYS: Final = frozenset({"row_count", "refused_count"})


@admin.register(ImportBatch)
class ImportBatchAdmin(ResultDeeds):
    """Imports, the newest first; adding one is uploading its files."""

    icon = "file-import"
    admin_order = 13
    page_template = "candidates/imports/page.html"
    change_list_template = "candidates/imports/list.html"
    list_display = (
        "__str__",
        "status",
        "source",
        "created_at",
        "started_by",
        "row_count",
        "created_count",
        "expires_on",
    )
    list_filter: ClassVar[Any] = ("state",)
    list_select_related = ("started_by",)
    ordering = ("-pk",)
    job_kinds = ("import.read", "import.check", "import.run", "import.undo")
    deeds: ClassVar[Any] = dict.fromkeys(
        ("columns", "recheck", "choices", "run", "cancel", "refused_rows", "undo"), DEED
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportBatch]:
        """Return the imports with who started them and what they say of whose people they are."""
        rows: QuerySet[ImportBatch] = super().get_queryset(request)
        return rows.select_related("started_by", "owner", "controller", "erasure")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ask the matrix: adding an import is uploading its files."""
        return permissions.allows(request.user, "add", "candidates.importbatch")

    @admin.display(description=gettext_lazy("state"))
    def status(self, batch: ImportBatch) -> SafeString:
        """Return how far it is."""
        return badge(str(State(batch.state).label), TONES.get(batch.state, "grey"))

    @admin.display(description=gettext_lazy("started by"), empty_value="")
    def who(self, batch: ImportBatch) -> str | None:
        """Return who started it."""
        return batch.started_by.display_name if batch.started_by else None

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask for the files and for what holds for all their rows; then the worker reads them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                return self.back(start_import(form.uploads, choices=form.choices, by=user_of(request)))
            except NoController:
                form.add_error(None, _("No organisation of ours is entered as responsible; an administrator adds it."))
        context = {
            **self.admin_site.each_context(request),
            "title": _("New import"),
            "opts": self.opts,
            "form": form,
            "steps": steps_at(State.UPLOADED),
            **(extra_context or {}),
        }
        status = UNPROCESSABLE if form.is_bound else 200
        return TemplateResponse(request, "candidates/imports/new.html", context, status=status)

    def page_context(self, request: HttpRequest, row: ImportBatch) -> dict[str, Any]:
        """Return what the step asks for at which the import is."""
        context: dict[str, Any] = {
            "badge_of_state": self.status(row),
            "steps": steps_at(State(row.state)),
            "counts": counts_of(row),
            "refusal": refusal_of(row),
            "is_over": row.state in {State.DONE, State.UNDOING, State.UNDONE} or is_undoable(row),
            "is_unstarted": row.state in {State.UPLOADED, State.READ, State.CHECKED, State.FAILED},
        }
        if row.state == State.READ:
            context["column_forms"] = columns_forms(row)
        if row.state == State.CHECKED:
            context |= {"held_form": HeldForm.of(row), "samples": samples_of(row), "notices": notices_to_come(row)}
        if row.state in {State.CHECKED, State.DONE, State.UNDOING, State.UNDONE}:
            context |= rows_context(row, request.GET.get("rows", ""), request.GET.get("at", ""))
        if context["is_over"]:
            context |= result_context(row)
        return context

    def columns(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Take over what the columns mean, and let the worker check the rows."""
        forms: Sequence[ColumnsForm] = columns_forms(batch, request.POST)
        faulty = [form for form in forms if not form.is_valid()]
        if faulty:
            return self.page(request, batch, status=UNPROCESSABLE, error_form=faulty[0], column_forms=forms)
        try:
            for form in forms:
                choose_mapping(form.file, form.mapping, by=user_of(request))
            check_import(batch, by=user_of(request))
        except ImportNotReady:
            return self._out_of_turn(request, batch)
        return self.back(batch)

    def recheck(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Let the worker check the rows again."""
        try:
            check_import(batch, by=user_of(request))
        except ImportNotReady:
            return self._out_of_turn(request, batch)
        return self.back(batch)

    def choices(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Take over what to do with whom we hold already, and let the worker check the rows again."""
        form = HeldForm.of(batch, request.POST)
        if not form.is_valid():
            return self.page(request, batch, status=UNPROCESSABLE, error_form=form, held_form=form)
        try:
            change_choices(batch, form.applied_to(batch), by=user_of(request))
            check_import(batch, by=user_of(request))
        except ImportNotReady:
            return self._out_of_turn(request, batch)
        return self.back(batch)

    def run(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Let the worker register and update the people."""
        try:
            run_import(batch, by=user_of(request))
        except ImportNotReady:
            return self._out_of_turn(request, batch)
        return self.back(batch)

    def cancel(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Give the import up; its rows and files go at once."""
        try:
            cancel_import(batch, by=user_of(request))
        except ImportNotReady:
            return self._out_of_turn(request, batch)
        messages.success(request, _("The import was given up. Its rows and files are gone, and nobody was registered."))
        return HttpResponseRedirect(reverse("admin:candidates_importbatch_changelist"))

    def _out_of_turn(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Say that somebody else, or a second click, was earlier."""
        messages.warning(request, _("This import has gone on in the meantime. This is how far it is now."))
        return self.back(batch)


def steps_at(state: ImportBatch.State) -> list[tuple[Promise | str, str]]:
    """Return the steps of an import, each with whether it is done, current or still to come."""
    current = next((at for at, (_name, states) in enumerate(STEPS) if state in states), len(STEPS))
    marks = {True: "done", False: "todo"}
    return [(name, "current" if at == current else marks[at < current]) for at, (name, _states) in enumerate(STEPS)]


def counts_of(batch: ImportBatch) -> list[tuple[str, int]]:
    """Return the numbers of an import that say something, each with its name."""
    named = [(name, str(batch._meta.get_field(name).verbose_name), getattr(batch, name)) for name in COUNTS]  # type: ignore[union-attr]  # plain columns
    return [(label, number) for name, label, number in named if number or name in ALWAYS]
