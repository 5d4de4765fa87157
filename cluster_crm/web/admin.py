"""What every admin of the house shares: keyset pages, and a search whose term stands in no address.

Upper apps build on `KeysetModelAdmin`; the icon in the navigation is the `icon` of the admin class, its place there the
`admin_order` (the daily lists first; who names none is folded away), what waits in its list for anybody is its
`work_due`, and what waits for one user his `own_work_due`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.checks import ModelAdminChecks
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.checks import CheckMessage, Error
from django.core.paginator import Paginator
from django.db.models import DateField, DateTimeField, Field, Model, QuerySet, TimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cluster_crm.web import keyset
from cluster_crm.web.sealed import BrokenSeal, seal, unseal

ModelType = TypeVar("ModelType", bound=Model)
POSTED_SEARCH: Final = "search"

if TYPE_CHECKING:
    TypedAdmin = ModelAdmin
else:

    class TypedAdmin(ModelAdmin):
        """Django's admin class, which names its model's type in brackets for the type checker only."""

        def __class_getitem__(cls, model: type[Model] | TypeVar) -> type[Self]:
            return cls


class KeysetChangeList(ChangeList):
    """A change list that counts nothing: "previous" and "next" by keyset, and a search term that is sealed."""

    previous_link: str | None
    next_link: str | None
    count_label: str

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """The filtered rows, after the search term is read from the address."""
        token = self.params.get(SEARCH_VAR, "")
        try:
            self.query = unseal(request.session, token) if token else ""
        except BrokenSeal as error:
            messages.warning(request, _("This search has expired. Search again."))
            raise IncorrectLookupParameters from error
        return super().get_queryset(request, exclude_parameters)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """The order that was asked for, if it can be paged by keyset."""
        ordering = list(super().get_ordering(request, queryset))
        try:
            keyset.sort_keys(self.model, ordering)
        except keyset.Unsortable as error:
            raise IncorrectLookupParameters from error
        return ordering

    def get_results(self, request: HttpRequest) -> None:
        """One page and the addresses of its neighbours; three statements at most, at any size."""
        ordering = self.get_ordering(request, self.root_queryset)
        try:
            page = keyset.page_of(
                self.queryset, ordering=ordering, position=self.get_position(request), size=self.list_per_page
            )
        except (BrokenSeal, keyset.BadPosition) as error:
            raise IncorrectLookupParameters from error
        is_whole = page.previous is None and page.next is None
        self.result_list = page.rows
        self.result_count = len(page.rows)
        self.count_label = str(self.result_count) if is_whole else keyset.capped_count(self.queryset)
        self.previous_link = self.get_position_link(request, page.previous)
        self.next_link = self.get_position_link(request, page.next)
        self.full_result_count = None
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = True
        self.paginator = Paginator(page.rows, self.list_per_page)

    def get_position(self, request: HttpRequest) -> keyset.Position | None:
        """The place in the list that the address asks for."""
        token = request.GET.get(PAGE_VAR)
        return keyset.Position.load(unseal(request.session, token)) if token else None

    def get_position_link(self, request: HttpRequest, position: keyset.Position | None) -> str | None:
        """The address of a neighbouring page, with the place sealed."""
        if position is None:
            return None
        return self.get_query_string({PAGE_VAR: seal(request.session, position.dump())})


class KeysetChecks(ModelAdminChecks):
    """The usual checks, and that the order of the list is one that an index serves."""

    def check(self, admin_obj: "BaseModelAdmin[Any]", **kwargs: Any) -> list[CheckMessage]:
        """Problems of one admin class."""
        return [*super().check(admin_obj, **kwargs), *self._check_keyset(admin_obj)]

    def _check_keyset(self, admin_obj: "BaseModelAdmin[Any]") -> list[CheckMessage]:
        ordering = admin_obj.ordering or admin_obj.model._meta.ordering or ("-pk",)
        place = type(admin_obj)
        try:
            keyset.sort_keys(admin_obj.model, list(ordering))
        except keyset.Unsortable as error:
            return [Error(str(error), obj=place, id="web.E001")]
        if not keyset.is_sortable(admin_obj.model, next(iter(ordering))):
            hint = "Begin the order with a column that leads an index."
            return [Error("The order of the list is served by no index.", hint=hint, obj=place, id="web.E002")]
        if getattr(admin_obj, "date_hierarchy", None):
            return [Error("A date hierarchy scans the whole table.", obj=place, id="web.E003")]
        return []


class NativeInputs:
    """The browser's own date and time fields instead of scripts; for admins and the inlines in them."""

    formfield_overrides: ClassVar[Mapping[type["Field[Any, Any]"], Mapping[str, Any]]] = {
        DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
        DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": "1"}),
        },
        TimeField: {"widget": forms.TimeInput(format="%H:%M", attrs={"type": "time"})},
    }


@dataclass(frozen=True)
class WorkDue:
    """What waits for somebody in one list, for the overview: the words, the rows, and the filter that shows them."""

    words: str | Promise
    rows: QuerySet[Any]
    query: str = ""


class KeysetModelAdmin(NativeInputs, TypedAdmin[ModelType]):
    """An admin for tables of any size and for rows about people.

    The search is posted and sealed into the address (no name in an address or log), sorting is offered on indexed
    columns only, the number of queries does not grow with the rows.
    """

    icon: ClassVar[str] = "table"
    admin_order: ClassVar[int | None] = None
    work_due: ClassVar[Callable[[], WorkDue] | None] = None
    list_per_page = 50
    show_full_result_count = False
    checks_class = KeysetChecks

    def own_work_due(self, user: Any) -> WorkDue | None:  # noqa: ARG002 - for who overrides it
        """What waits in the list for one user alone."""
        return None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002 - signature of Django
        """The change list that pages by keyset."""
        return KeysetChangeList

    def get_sortable_by(self, request: HttpRequest) -> list[str]:  # type: ignore[override]  # Django types it too wide
        """The columns of the list that an index serves."""
        return [
            str(name)
            for name in self.get_list_display(request)
            if keyset.is_sortable(self.model, self.order_field(str(name)))
        ]

    def order_field(self, name: str) -> Any:
        """What a column of the list sorts by: the field itself, or what its method declares."""
        method = getattr(self, name, None) or getattr(self.model, name, None)
        return getattr(method, "admin_order_field", name)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; a posted search comes back as an address that carries the term sealed."""
        if request.method == "POST" and POSTED_SEARCH in request.POST:
            return HttpResponseRedirect(self.search_address(request))
        return super().changelist_view(request, extra_context)

    def search_address(self, request: HttpRequest) -> str:
        """This list with the filters it has, the new term and back on the first page."""
        query = request.GET.copy()
        for name in (PAGE_VAR, SEARCH_VAR):
            query.pop(name, None)
        if term := request.POST[POSTED_SEARCH].strip():
            query[SEARCH_VAR] = seal(request.session, term)
        return f"{request.path}?{query.urlencode()}" if query else request.path
