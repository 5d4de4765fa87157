"""What the admin pages of all tables share: permissions by the matrix, masks, history that nobody can rewrite."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from django.contrib import messages
from django.contrib.admin import TabularInline
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from cluster_crm.web.admin import KeysetModelAdmin, NativeInputs
from privacy import form_guards
from privacy.admin.masked import HIDDEN, MaskedOptions, masks_of
from privacy.declarations import PersonalRecord
from privacy.masks import kinds_of, subject_id_of
from privacy.models.restriction import Restriction
from privacy.registry import record_of

ANSWER: Final = "_is_restricted"
LISTS: Final = ("_changelist", "search")
"""How the names of addresses end on which persons are found among others."""

ModelType = TypeVar("ModelType", bound=Model)
ParentType = TypeVar("ParentType", bound=Model)

if TYPE_CHECKING:
    TypedInline = TabularInline
else:

    class TypedInline(TabularInline):
        """Django's inline, which names the types of its rows and of their page for the type checker only."""

        def __class_getitem__(cls, models: object) -> type[Self]:
            return cls


class RecordAdmin(MaskedOptions[ModelType], KeysetModelAdmin[ModelType]):
    """The page of any table; what a user may do on it stands in the permission matrix alone."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form, as the guards of forms want it."""
        form = kwargs.get("form") or self.form
        wrapped = form_guards.guarded(form, self.model)
        return super().get_form(request, obj, change=change, **kwargs | ({} if wrapped is form else {"form": wrapped}))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the form; one that a guard sends back says so in its status too."""
        response = super().render_change_form(request, context, *args, **kwargs)
        sets = [inline.formset.forms for inline in context.get("inline_admin_formsets", ())]
        if form_guards.are_refused([context["adminform"].form, *(form for forms in sets for form in forms)]):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Tell the guards what was stored, by whichever deed; Django asks for the words of its log right after."""
        form_guards.stored(request, [form, *(row for formset in formsets or () for row in formset.forms)])
        return super().construct_change_message(request, form, formsets, add)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer no deletion in bulk: what concerns people goes by an erasure."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns of the list, with masks in the place of hidden ones."""
        return self.masked(request, super().get_list_display(request), self.hidden_names(request))

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Return the filters by what the user may see."""
        return [name for name in super().get_list_filter(request) if not self._is_hidden(request, name)]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Return the fields to search that the user may see."""
        return [name for name in super().get_search_fields(request) if not self._is_hidden(request, name.lstrip("^=@"))]

    def _is_hidden(self, request: HttpRequest, name: Any) -> bool:
        path = name[0] if isinstance(name, list | tuple) else name
        return isinstance(path, str) and masks_of(request).hides(self.model, path)


class ReadOnlyAdmin(RecordAdmin[ModelType]):
    """The page of a table that nobody edits by hand: proof, logs, work."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Refuse: the application writes these rows."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Refuse: the application writes these rows."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Refuse: these rows go by their term alone."""
        return False


class MaskedChanges(HistoricalRecordContextHelper):  # type: ignore[misc]  # the package has no types
    """The changes of one moment as the history page shows them, without values that are hidden."""

    def __init__(self, model: type[Model], record: Any, hidden: frozenset[str]) -> None:
        super().__init__(model, record)
        self.hidden = hidden

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """Return the value for the page, or the mask."""
        return str(HIDDEN) if change.field in self.hidden else super().prepare_delta_change_value(change, value)


class TrackedAdmin(SimpleHistoryAdmin, RecordAdmin[ModelType]):  # type: ignore[misc]  # the package has no types
    """The page of a table with audit history; history is read, never written back (SEC-06)."""

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> MaskedChanges:
        """Return the changes of one moment for this user."""
        row = historical_record.instance
        return MaskedChanges(self.model, historical_record, self.hidden_names(request, row))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the changes; what is no key of this table is not found."""
        try:
            response: HttpResponse = super().history_view(request, object_id, extra_context)
        except ValidationError as error:
            raise Http404 from error
        return response

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show an earlier state; putting it back is a change like any other and goes through the form."""
        if request.method != "GET":
            raise PermissionDenied
        response: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return response

    def revert_disabled(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Say on the page that there is no way back by a click."""
        return True


class PersonalAdmin(TrackedAdmin[ModelType]):
    """The page of a table about people: restricted people are absent from the list and read-only (Article 18)."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModelType]:
        """Return the rows; lists leave out restricted people, whom a direct link still shows.

        A row that is to be saved is locked until then: an erasure of the person comes before it or after it.
        """
        rows: QuerySet[ModelType] = super().get_queryset(request)
        page = str(request.resolver_match.url_name) if request.resolver_match else ""
        if page.endswith(LISTS):
            return rows.exclude(Exists(restrictions_of_rows(self.model)))
        is_saved = page.endswith("_change") and request.method == "POST" and connection.in_atomic_block
        return rows.select_for_update(of=("self",)) if is_saved else rows

    def has_change_permission(self, request: HttpRequest, obj: ModelType | None = None) -> bool:
        """Ask the matrix, and refuse to change a restricted person."""
        return super().has_change_permission(request, obj) and not is_restricted(obj)

    def has_delete_permission(self, request: HttpRequest, obj: ModelType | None = None) -> bool:
        """Ask the matrix, and refuse to delete anything of a restricted person."""
        return super().has_delete_permission(request, obj) and not is_restricted(obj)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the form, with a banner where the person is restricted."""
        if is_restricted(context.get("original")):
            text = _(
                "Processing of this person's data is restricted (Article 18): they can be read, not changed or used."
            )
            messages.warning(request, text)
        return super().render_change_form(request, context, *args, **kwargs)


class PersonalInline(NativeInputs, MaskedOptions[ModelType], TypedInline[ModelType, ParentType]):
    """Rows about a person on that person's page."""

    extra = 0
    show_change_link = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the forms, as the guards of forms want them."""
        return super().get_formset(request, obj, **kwargs | {"form": form_guards.guarded(self.form, self.model)})

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ask the matrix, and refuse to add to a restricted person."""
        return super().has_add_permission(request, obj) and not is_restricted(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ask the matrix, and refuse to change a restricted person."""
        return super().has_change_permission(request, obj) and not is_restricted(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ask the matrix, and refuse to delete anything of a restricted person."""
        return super().has_delete_permission(request, obj) and not is_restricted(obj)


def is_restricted(row: Model | None) -> bool:
    """Return whether the person of a row is restricted in the role that the row is about."""
    subject = None if row is None else subject_id_of(row)
    if row is None or subject is None:
        return False
    if ANSWER not in row.__dict__:  # a page asks for each of its inlines several times
        found = Restriction.objects.active().filter(data_subject_id=subject, subject_kind__in=_kinds(row))
        row.__dict__[ANSWER] = found.exists()
    return bool(row.__dict__[ANSWER])


def restrictions_of_rows(model: type[Model]) -> QuerySet[Restriction]:
    """Return the running restrictions of the person of the outer row."""
    record = record_of(model)
    assert isinstance(record, PersonalRecord)  # noqa: S101 - PersonalAdmin is for personal records
    kind = record.kind or OuterRef("subject_kind")
    return Restriction.objects.active().filter(data_subject_id=OuterRef(f"{record.subject}_id"), subject_kind=kind)


def _kinds(row: Model) -> Sequence[str]:
    record = record_of(type(row))
    kind = record.kind if isinstance(record, PersonalRecord) else None
    return [kind] if kind else kinds_of(row)
