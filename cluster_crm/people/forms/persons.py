"""What the forms of all kinds of persons share: where new data come from (SRC-09), and under which controller."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.forms.known_people import ANSWER, Finder, KnownPeople
from privacy.actions.roles import Origin
from privacy.models import Controller, DataSubject
from privacy.references import ReferenceField
from privacy.sources import SOURCES_OF
from privacy.vocabulary import Source, SubjectKind


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A person whom staff register: the source is one of those that the policy names for his role (SRC-01 to 08).

    `finder` looks for people whom we hold already; where one is surely the same, the form asks who it is.
    """

    kind: ClassVar[SubjectKind]
    finder: ClassVar[Finder | None] = None
    known_people = KnownPeople()

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

    known_choice = forms.CharField(label=_("Known already"), required=False, widget=forms.HiddenInput)

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

    @property
    def data_subject(self) -> DataSubject | None:
        """Somebody whom we hold in another role, where the new person is he."""
        role = self.cleaned_data.get("known_as")
        return role.data_subject if role else None

    def _post_clean(self) -> None:
        """Ask who it is, where somebody whom we hold is surely the same person."""
        super()._post_clean()  # type: ignore[misc]  # Django's, which its stubs leave out
        if self.finder is None:
            return
        self.known_people = self.finder.find(self.data)
        if self.known_people.is_taken:
            self.cleaned_data["known_as"] = ReferenceField().clean(self.known_people.chosen)
        elif self.known_people.must_be_asked and not self.known_people.is_somebody_else:
            text = _("Somebody whom we hold has the same details. Open that page, or say who this is.")
            self.add_error(ANSWER, forms.ValidationError(text, code="known"))
