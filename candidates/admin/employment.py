"""Employment with the agency and the service number: the payroll's own pages (CAND-DATA-16, -30)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from candidates.actions.employment import change_employment, record_employment
from candidates.admin.national_id import national_id_page
from candidates.forms import EmploymentForm
from candidates.models import Employment
from cluster_crm.people.admin.requests import user_of
from privacy import permissions
from privacy.admin.records import PersonalAdmin
from privacy.models import SubjectRole
from privacy.vocabulary import SubjectKind


@admin.register(Employment)
class EmploymentAdmin(PersonalAdmin[Employment]):
    """Who works for us; people appear by reference, their numbers on a page of their own."""

    icon = "briefcase"
    change_form_template = "candidates/employment_change_form.html"
    list_display = ("__str__", "person", "employer", "started_on", "ended_on")
    list_select_related = ("employer",)
    ordering = ("-pk",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"person": ()}
    readonly_fields = ("person",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Employment]:
        """Return the rows, each with the number of the person's role; it outlives the candidate."""
        roles = SubjectRole.objects.filter(
            data_subject=OuterRef("data_subject"), subject_kind=SubjectKind.CANDIDATE
        ).newest_first()
        rows: QuerySet[Employment] = super().get_queryset(request)
        return rows.annotate(role_number=Subquery(roles.values("number")[:1]))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; that of a new row asks for the candidate's reference."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": EmploymentForm})

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines; whose employment it is, and with whom, does not change."""
        return ("person" if obj else "candidate", "employer", "started_on", "ended_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Keep the employer of a row as it is."""
        return [*super().get_readonly_fields(request, obj), *(["employer"] if obj else [])]

    def get_urls(self) -> list[URLPattern]:
        """Add the page of the service number."""
        view = self.admin_site.admin_view(self.national_id_view)
        page = path("<uuid:number>/national-id/", view, name="candidates_employment_national_id")
        return [page, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Employment, form: Any, change: Any) -> None:
        """Record or change the employment by its action, which moves the term too."""
        if change:
            saved = change_employment(obj, started_on=obj.started_on, ended_on=obj.ended_on, by=user_of(request))
        else:
            saved = record_employment(
                form.cleaned_data["candidate"],
                employer=obj.employer,
                started_on=obj.started_on,
                ended_on=obj.ended_on,
                by=user_of(request),
            )
        obj.__dict__.update(saved.__dict__)

    @admin.display(description=_("person"))
    def person(self, employment: Any) -> str:
        """Return the reference of the person."""
        return f"C-{employment.role_number}"

    def national_id_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Show the page of the service number to whom the matrix lets see it."""
        employment = get_object_or_404(self.get_queryset(request), pk=number)
        if not permissions.allows_deed(user_of(request), "privacy.reveal_national_id"):
            raise PermissionDenied
        return national_id_page(request, employment, self.admin_site.each_context(request))
