"""Pages of rows that only a rule lets in: people by reference, sealed values behind a stated purpose (ui guide 5.3)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from candidates.actions.guarded import record, sealed_field_of
from candidates.exceptions import CandidateRefusal
from candidates.forms import RevealForm
from cluster_crm.accounts.models import User
from cluster_crm.people.admin.requests import user_of
from privacy.actions.reveal import reveal
from privacy.admin.records import PersonalAdmin
from privacy.declarations import PersonalRecord
from privacy.exceptions import PrivacyRefusal
from privacy.labels import category_of, field_label
from privacy.masks import subject_id_of
from privacy.models import SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.models.personal import PersonalModel
from privacy.registry import record_of
from privacy.vocabulary import Purpose, SubjectKind

Row = TypeVar("Row", bound=PersonalModel)


class GuardedAdmin(PersonalAdmin[Row]):
    """Rows of one kind; the list names nobody and shows no value, and no address filters it (CAND-DATA-32)."""

    icon = "lock"
    change_form_template = "candidates/guarded_change_form.html"
    list_display: Any = ("__str__", "person")
    list_display_links = ("__str__",)
    ordering = ("-pk",)
    readonly_fields: ClassVar[Any] = ("person",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"person": ()}
    add_form: ClassVar[Any]
    change_form: ClassVar[Any] = None
    placing: ClassVar[tuple[str, ...]] = ("candidate",)
    lines: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        """Return the rows, each with the number of the person's role; it outlives the candidate."""
        declared = record_of(self.model)
        subject = declared.subject if isinstance(declared, PersonalRecord) else "data_subject"
        roles = SubjectRole.objects.filter(
            data_subject=OuterRef(f"{subject}_id"), subject_kind=SubjectKind.CANDIDATE
        ).newest_first()
        rows: Any = super().get_queryset(request).annotate(role_number=Subquery(roles.values("number")[:1]))
        return rows  # type: ignore[no-any-return]  # annotations have no type of their own

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse every filter that an address makes up (CAND-DATA-32)."""
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; that of a new row asks for the candidate's reference."""
        form = self.change_form if obj else self.add_form
        return super().get_form(request, obj, change, **kwargs | ({"form": form} if form else {}))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines; a sealed value is typed, never shown."""
        is_typed = obj is None or self.has_change_permission(request, obj)
        sealed = ("sealed_value",) if sealed_field_of(self.model) and is_typed else ()
        return (*(("person",) if obj else self.placing), *self.lines, *sealed)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ask the matrix, and leave rows of an erased person as the law keeps them."""
        is_live = obj is None or SubjectRole.objects.live().filter(
            data_subject=subject_id_of(obj), subject_kind=SubjectKind.CANDIDATE
        )
        return super().has_change_permission(request, obj) and bool(is_live)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: Any) -> None:  # noqa: ARG002 - as above
        """Record the row by its action."""
        record(obj, by=user_of(request), sealed=form.sealed)

    def get_urls(self) -> list[URLPattern]:
        """Add the page that shows a sealed value."""
        name = f"candidates_{self.model._meta.model_name}_show"
        show = path("<uuid:number>/show/", self.admin_site.admin_view(never_cache(self.show_view)), name=name)
        return [show, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Link the page that shows the sealed value, where there is one."""
        row = context.get("original")
        if row is not None and self.sealed_name():
            name = f"admin:candidates_{self.model._meta.model_name}_show"
            context["show_address"] = reverse(name, args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def sealed_name(self) -> str:
        """Return the name of the field that a purpose opens."""
        return sealed_field_of(self.model)

    @admin.display(description=_("person"))
    def person(self, row: Any) -> str:
        """Return the reference of the person."""
        return f"C-{row.role_number}"

    def show_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Answer a visit; the value stands in the answer to a stated purpose alone, and nowhere else."""
        row = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.sealed_name() or not self.has_view_permission(request, row):
            raise PermissionDenied
        form = RevealForm(request.POST if request.method == "POST" else None, purposes=self._purposes(row))
        shown: str | HttpResponse = ""
        if form.is_valid():
            shown = self._opened(request, row, Purpose(form.cleaned_data["purpose"]))
        if isinstance(shown, HttpResponse):
            return shown
        page = {"title": gettext("Show with a purpose"), "opts": self.model._meta, "row": row, "shown": shown}
        context = self.admin_site.each_context(request) | page | {"reveal_form": form}
        return TemplateResponse(request, "candidates/show.html", context, status=422 if form.errors else 200)

    def open_value(self, row: Row, purpose: Purpose, user: User) -> str | HttpResponse:
        """Return the value after the read log has it."""
        return reveal(row, self.sealed_name(), purpose=purpose, by=user)

    def _opened(self, request: HttpRequest, row: Row, purpose: Purpose) -> str | HttpResponse:
        try:
            return self.open_value(row, purpose, user_of(request))
        except (PrivacyRefusal, CandidateRefusal):
            messages.error(request, gettext("This may not be shown to you now: it is restricted, or not for you."))
            return ""

    def _purposes(self, row: Row) -> list[str]:
        entry = Catalogue.load(SubjectKind.CANDIDATE).entry(category_of(field_label(row, self.sealed_name())))
        return list(entry.purposes) if entry else []
