"""Forms that candidates fill in on their own pages: nothing is preselected, and every question may be left open."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from candidates.models import DiversityChoice
from candidates.models.diversity_questions import CHOICES_OF
from privacy.models import LegalText


class AgreedForm(forms.Form):
    """Asks for an express yes to a text: it counts for the version that stood on the page, and for no other (CONS-01).

    The page sends the number of that version along as `words`.
    """

    def __init__(self, *args: Any, text: LegalText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def clean(self) -> dict[str, Any]:
        """Refuse a yes to words that changed while the page was open."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("agree") and self.data.get("words") != str(self.text.pk):
            self.add_error("agree", _("What a yes means has just changed. Read it, and save again."))
        return said


class DiversityForm(AgreedForm):
    """The questions of equal opportunities monitoring, and the express yes without which nothing is kept."""

    agree = forms.BooleanField(
        label=_("Yes, I agree to this"),
        error_messages={"required": _("Tick this if you agree. Without your yes we keep nothing.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, choices in CHOICES_OF.items():
            self.fields[question.value] = forms.ChoiceField(
                label=capfirst(str(question.label)),
                choices=[(choice.value, choice.label) for choice in choices],
                widget=forms.RadioSelect,
                required=False,
            )
        self.order_fields([*(question.value for question in CHOICES_OF), "agree"])

    def clean(self) -> dict[str, Any]:
        """Ask for one answer at least: a yes to nothing is no answer."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.answers:
            raise forms.ValidationError(_("Answer one question at least, or leave this page."), code="nothing")
        return said

    @property
    def answers(self) -> list[DiversityChoice]:
        """What was answered."""
        said = (self.cleaned_data.get(question.value) for question in CHOICES_OF)
        return [DiversityChoice(value) for value in said if value]


class AgreeForm(AgreedForm):
    """The express yes to a story, and what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("Yes, I agree to this"),
        error_messages={"required": _("Tick this if you agree. Without your yes the story is not shown.")},
    )
