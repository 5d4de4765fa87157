"""The catalogue and its assessments: the privacy officer edits them, every version stays in the history."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.http import HttpRequest

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


@admin.register(CatalogueEntry)
class CatalogueEntryAdmin(ChoosingAdmin[CatalogueEntry]):
    """Rows of the catalogue; a row is switched off, never deleted, for what rested on it must stay explained."""

    icon = "clipboard-list"
    list_display = ("__str__", "subject_kind", "category", "stage", "basis", "retention_class", "is_active")
    list_filter = ("subject_kind", "basis", "retention_class", "is_active")
    list_select_related = ("assessment",)


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
