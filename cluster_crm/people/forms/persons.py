"""What the forms of all kinds of persons share: where new data come from (SRC-09), and under which controller."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.actions.roles import Origin
from privacy.models import Controller
from privacy.sources import SOURCES_OF
from privacy.vocabulary import Source, SubjectKind


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A person whom staff register: the source is one of those that the policy names for his role (SRC-01 to 08)."""

    kind: ClassVar[SubjectKind]

    source = forms.ChoiceField(label=_("Source"))
    source_detail = forms.CharField(label=_("Details of the source"), max_length=300, required=False)
    collected_on = forms.DateField(
        label=_("Collected on"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    controller = forms.ModelChoiceField(
        Controller.objects.order_by("-is_default", "name"),
        label=_("Responsible organisation"),
        required=False,
        help_text=_("The organisation of ours that registers the person; left open, it is the default one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)  # noqa: S101 - declared above
        source.choices = [("", "---------"), *((choice.value, choice.label) for choice in SOURCES_OF[self.kind])]

    def clean_collected_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["collected_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."), code="in_future")
        return day

    @property
    def origin(self) -> Origin:
        """Where the data come from, as it was filled in."""
        asked = self.cleaned_data
        return Origin(Source(asked["source"]), asked["source_detail"], asked["collected_on"])
