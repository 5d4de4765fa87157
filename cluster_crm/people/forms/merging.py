"""Forms on merging: whom with, which values stay, why, and the yes of somebody who looked at both."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.merge_choice import Choice
from privacy.models import PersonMerge
from privacy.references import ReferenceField

SURVIVOR: Final = "survivor"
ABSORBED: Final = "absorbed"


class OtherRecordForm(forms.Form):
    """The other record, by its reference."""

    other = ReferenceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = _("Reference of the other record")


class MergeForm(forms.Form):
    """A choice for each value that differs, the reason, and a yes."""

    reason = forms.ChoiceField(
        label=_("Why are these one person?"), choices=[("", "---------"), *PersonMerge.Reason.choices]
    )
    is_one_person = forms.BooleanField(
        label=_("I looked at both records: they are one person"),
        error_messages={"required": _("Look at both records, and say that they are one person.")},
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for choice in choices:
            self.fields[choice.name] = forms.ChoiceField(
                choices=[(SURVIVOR, SURVIVOR), (ABSORBED, ABSORBED)], required=False, initial=SURVIVOR
            )

    @property
    def taken(self) -> list[str]:
        """The labels of what comes from the absorbed record."""
        return [choice.label for choice in self.choices if self.cleaned_data.get(choice.name) == ABSORBED]

    def picked(self, choice: Choice) -> str:
        """Which side is picked, also on a form that came back with errors."""
        return ABSORBED if self[choice.name].value() == ABSORBED else SURVIVOR
