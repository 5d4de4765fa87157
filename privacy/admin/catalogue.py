"""The catalogue and its assessments: the privacy officer edits them, every version stays in the history."""

from datetime import timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.acting import acting
from cluster_crm.web.admin import WorkDue
from cluster_crm.web.templatetags.house import badge
from privacy.admin.due import is_officer
from privacy.admin.records import ModelType, TrackedAdmin
from privacy.models import CatalogueEntry, LegalReference, LegitimateInterestsAssessment
from privacy.vocabulary import Purpose

SOON: Final = timedelta(days=30)


class ReasonedForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A change of what the agency may do with data, and why: the reason stands in the history (GEN-10)."""

    reason = forms.CharField(
        label=_("Reason of this change"),
        max_length=90,
        help_text=_("Stands in the history. Name no person."),
    )


class CatalogueForm(ReasonedForm):
    """A row of the catalogue; a purpose that is added later must fit those of the collection (LAW-02, USE-CA-13)."""

    def clean(self) -> dict[str, Any]:
        """Ask for the note on compatibility where a row that exists gains a purpose without consent."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            return said
        known = CatalogueEntry.objects.get(pk=self.instance.pk)
        added = {*said.get("purposes", [])} - {*known.purposes}
        if added and said.get("compatibility", "").strip() in {"", known.compatibility}:
            names = ", ".join(sorted(str(Purpose(purpose).label) for purpose in added))
            words = _("Say why this purpose fits those for which the data were collected (Article 6(4)): %(purposes)s.")
            self.add_error("compatibility", forms.ValidationError(words, "not_compatible", {"purposes": names}))
        return said


class ChoosingAdmin(TrackedAdmin[ModelType]):
    """Shows an array of choices as boxes to tick, and asks why a row changes."""

    form = ReasonedForm

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

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; who may only look is asked for no reason."""
        if obj is not None and not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the row, with the reason beside who did it."""
        with acting(request.user.pk, form.cleaned_data.get("reason", "")):
            super().save_model(request, obj, form, change)


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
    form = CatalogueForm
    list_display = ("__str__", "subject_kind", "category", "stage", "basis", "retention_class", "is_active")
    list_filter: ClassVar[Any] = (NotWeighedFilter, "subject_kind", "basis", "retention_class", "is_active")
    list_select_related = ("assessment",)

    def own_work_due(self, user: Any) -> WorkDue | None:
        """Return the active rows with a purpose on legitimate interests that nobody has weighed (LB-01)."""
        if not is_officer(user):
            return None
        rows = CatalogueEntry.objects.filter(pk__in=CatalogueEntry.objects.not_weighed())
        return WorkDue(_("Catalogue rows with a purpose without assessment"), rows, "?weighed=no")


class ReviewFilter(admin.SimpleListFilter):
    """Whether an assessment must be looked at again."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Return the choices."""
        return [("past", _("review is past due")), ("soon", _("review within a month"))]

    def queryset(
        self, _request: HttpRequest, queryset: QuerySet[LegitimateInterestsAssessment]
    ) -> QuerySet[LegitimateInterestsAssessment]:
        """Return the rows of a choice."""
        today = timezone.localdate()
        if self.value() == "past":
            return queryset.filter(review_on__lt=today)
        return queryset.filter(review_on__range=(today, today + SOON)) if self.value() == "soon" else queryset


@admin.register(LegitimateInterestsAssessment)
class AssessmentAdmin(ChoosingAdmin[LegitimateInterestsAssessment]):
    """Assessments of legitimate interests; without one a purpose on that basis may not be used (LB-01)."""

    icon = "scale"
    list_display = ("__str__", "purpose", "assessed_on", "review")
    list_filter = (ReviewFilter, "purpose")

    def own_work_due(self, user: Any) -> WorkDue | None:
        """Return the assessments of which the review is past due, for the officer."""
        if not is_officer(user):
            return None
        late = LegitimateInterestsAssessment.objects.filter(review_on__lt=timezone.localdate())
        return WorkDue(_("Assessments of interests to review"), late, "?review=past")

    @admin.display(description=_("review on"))
    def review(self, assessment: LegitimateInterestsAssessment) -> str:
        """Return the day of the review, flagged when it is past."""
        late = assessment.review_on < timezone.localdate()
        return badge(f"{assessment.review_on:%d-%m-%Y}", "red" if late else "grey")


@admin.register(LegalReference)
class LegalReferenceAdmin(TrackedAdmin[LegalReference]):
    """The law that decisions name (GLO-09)."""

    icon = "gavel"
    list_display = ("citation", "title_nl", "title_en", "country")
    search_fields = ("citation", "title_nl", "title_en")
    ordering = ("citation",)
