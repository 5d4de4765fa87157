"""Rows of a dossier as a CV gives them: jobs, studies, skills, languages; to be mended, removed or put in order."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidates.models import Education, Skill, WorkExperience
from candidates.readers.candidate_draft import (
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    Problem,
    SkillDraft,
)
from candidates.readers.partial_date import NotADate, PartialDate
from cluster_crm.people.forms.guarded_texts import Guarded, GuardsTexts
from cluster_crm.web.described import DescribedForm
from privacy.vocabulary import Category

MOST_ROWS: Final = 100


class DateField(forms.CharField):
    """A year, a month or a day, as people write them in a CV."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=30, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the date as far as it is known."""
        written = super().clean(value)
        try:
            return PartialDate.parse(written) if written else None
        except NotADate:
            raise ValidationError(Problem.NOT_A_DATE.label, code="invalid") from None


class RowForm(GuardsTexts, DescribedForm):
    """One row; `at` says which row of the draft it was, so that its places in the text stay with it."""

    draft: ClassVar[type]
    columns: ClassVar[Mapping[str, str]]
    """The columns of the table that holds such rows, with the field of the form that says each."""

    at = forms.IntegerField(required=False, min_value=0, max_value=MOST_ROWS, widget=forms.HiddenInput)

    def has_changed(self) -> bool:
        """Whether the row says anything: its number alone says nothing."""
        return bool(set(self.changed_data) - {"at", "ORDER", "DELETE"})

    def said(self) -> Any:
        """The row as a draft."""
        return self.draft(**{name: self.cleaned_data[name] for name in set(self.columns.values())})


class ExperienceForm(RowForm):
    """A job."""

    draft = ExperienceDraft
    columns = {
        "position": "position",
        "employer": "organisation",
        "city": "place",
        "started": "started_on",
        "ended": "ended_on",
        "description": "description",
        "is_voluntary": "is_voluntary",
    }
    guarded: ClassVar[Mapping[str, Guarded]] = {
        "position": Guarded(WorkExperience, "position"),
        "organisation": Guarded(WorkExperience, "employer"),
        "description": Guarded(WorkExperience, "description"),
    }

    position = forms.CharField(label=_("Position"), max_length=300, required=False)
    organisation = forms.CharField(label=_("Employer"), max_length=300, required=False)
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    started_on = DateField(label=_("From"))
    ended_on = DateField(label=_("Until"))
    is_voluntary = forms.BooleanField(label=_("Voluntary"), required=False)
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class EducationForm(RowForm):
    """A course of study."""

    draft = EducationDraft
    columns = {
        "qualification": "study_type",
        "field_of_study": "area",
        "institution": "institution",
        "started": "started_on",
        "ended": "ended_on",
        "description": "description",
    }
    guarded: ClassVar[Mapping[str, Guarded]] = {
        "study_type": Guarded(Education, "qualification"),
        "area": Guarded(Education, "field_of_study"),
        "institution": Guarded(Education, "institution"),
        "description": Guarded(Education, "description"),
    }

    study_type = forms.CharField(label=_("Qualification"), max_length=300, required=False)
    area = forms.CharField(label=_("Field of study"), max_length=300, required=False)
    institution = forms.CharField(label=_("Institution"), max_length=300, required=False)
    started_on = DateField(label=_("From"))
    ended_on = DateField(label=_("Until"))
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SkillForm(RowForm):
    """Something that the person can do."""

    draft = SkillDraft
    columns = {"name": "name", "level": "level"}
    guarded: ClassVar[Mapping[str, Guarded]] = {"name": Guarded(Skill, "name")}

    name = forms.CharField(label=_("Skill"), max_length=300)
    level = forms.CharField(label=_("Level"), max_length=100, required=False)


class LanguageForm(RowForm):
    """A language that the person speaks."""

    draft = LanguageDraft
    columns = {"name": "name", "stated_level": "fluency", "level": "fluency"}

    name = forms.CharField(label=_("Language"), max_length=100)
    fluency = forms.CharField(label=_("Level"), max_length=100, required=False)


ROW_FORMS: Final[Mapping[str, tuple[type[RowForm], Any, Category]]] = {
    "experience": (ExperienceForm, _("Work experience"), Category.WORK_HISTORY),
    "education": (EducationForm, _("Education"), Category.EDUCATION),
    "skills": (SkillForm, _("Skills"), Category.SKILLS),
    "languages": (LanguageForm, _("Languages"), Category.SKILLS),
}
