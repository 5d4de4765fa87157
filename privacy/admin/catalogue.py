"""The catalogue and its assessments: the privacy officer edits them, every version stays in the history."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.admin import WorkDue
from privacy.admin.due import is_officer
from privacy.admin.records import ModelType, TrackedAdmin
from privacy.models import CatalogueEntry, LegalReference, LegitimateInterestsAssessment


class ChoosingAdmin(TrackedAdmin[ModelType]):
    """Shows an array of choices as boxes to tick."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Return the control of a field."""
        if not isinstance(db_field, ArrayField) or not db_field.base_field.choices:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            choices=db_field.base_field.choices,
            required=not db_field.blank,
            widget=forms.CheckboxSelectMultiple,
            label=db_field.verbose_name,
            help_text=db_field.help_text,
        )


class NotWeighedFilter(admin.SimpleListFilter):
    """Rows with a purpose that has no assessment of legitimate interests for their role."""

    title = _("assessment")
    parameter_name = "weighed"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the one choice."""
        return [("no", _("missing"))]

    def queryset(self, _request: HttpRequest, rows: QuerySet[CatalogueEntry]) -> QuerySet[CatalogueEntry]:
        """Return the chosen rows."""
        return rows.filter(pk__in=CatalogueEntry.objects.not_weighed()) if self.value() else rows


@admin.register(CatalogueEntry)
class CatalogueEntryAdmin(ChoosingAdmin[CatalogueEntry]):
    """Rows of the catalogue; a row is switched off, never deleted, for what rested on it must stay explained."""

    icon = "clipboard-list"
    list_display = ("__str__", "subject_kind", "category", "stage", "basis", "retention_class", "is_active")
    list_filter: ClassVar[Any] = (NotWeighedFilter, "subject_kind", "basis", "retention_class", "is_active")
    list_select_related = ("assessment",)

    def own_work_due(self, user: Any) -> WorkDue | None:
        """Return the active rows with a purpose on legitimate interests that nobody has weighed (LB-01)."""
        if not is_officer(user):
            return None
        rows = CatalogueEntry.objects.filter(pk__in=CatalogueEntry.objects.not_weighed())
        return WorkDue(_("Catalogue rows with a purpose without assessment"), rows, "?weighed=no")


@admin.register(LegitimateInterestsAssessment)
class AssessmentAdmin(ChoosingAdmin[LegitimateInterestsAssessment]):
    """Assessments of legitimate interests."""

    icon = "scale"
    list_display = ("__str__", "purpose", "assessed_on", "review_on")
    list_filter = ("purpose",)


@admin.register(LegalReference)
class LegalReferenceAdmin(TrackedAdmin[LegalReference]):
    """The law that decisions name (GLO-09)."""

    icon = "gavel"
    list_display = ("citation", "title_nl", "title_en", "country")
    search_fields = ("citation", "title_nl", "title_en")
    ordering = ("citation",)
