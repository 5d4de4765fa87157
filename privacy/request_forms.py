"""Forms of rights requests: what staff fill in to open one, and to let an erasure go ahead."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.described import DescribedForm
from privacy.models import ResidueFinding, RightsRequest
from privacy.vocabulary import ErasureGround

CHANNELS = [choice for choice in RightsRequest.Channel.choices if choice[0] != RightsRequest.Channel.TERM]
OUTCOMES = [choice for choice in ResidueFinding.Outcome.choices if choice[0] != ResidueFinding.Outcome.OPEN]


class TypedReferenceForm(DescribedForm):
    """A deed that cannot be undone: the reference is typed, so that no slip of the mouse does it."""

    reference = forms.CharField(label=_("Reference"), widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.fields["reference"].label = _("Type %(reference)s") % {"reference": expected}

    def clean_reference(self) -> str:
        """Return the reference, in the way we write it."""
        typed = str(self.cleaned_data["reference"]).strip().upper()
        if typed != self.expected.upper():
            raise ValidationError(_("This is not %(reference)s."), params={"reference": self.expected})
        return typed


class RequestForm(DescribedForm):
    """How and when a request reached us (CONTACT-01, RIGHT-GEN-01)."""

    channel = forms.ChoiceField(label=_("Received by"), choices=[("", _("Choose")), *CHANNELS])
    received_on = forms.DateField(
        label=_("Received on"),
        help_text=_("The answer is due one month after this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
    )

    def clean_received_on(self) -> Any:
        """Return the day; nothing is received in the future."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has yet to come."))
        return day


class ErasureForm(RequestForm):
    """On which ground to erase whom; for one person the reference is typed and an address for the answer is asked."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[("", _("Choose")), *[(ground.value, f"{ground.value}: {ground.label}") for ground in ErasureGround]],
        help_text=_("Article 17(1) GDPR."),
    )
    answer_to = forms.EmailField(
        label=_("E-mail address for the answer"),
        required=False,
        max_length=320,
        help_text=_("Used for the answer alone and removed when the request closes."),
    )
    reference = forms.CharField(label=_("Reference"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    clean_reference = TypedReferenceForm.clean_reference

    def __init__(self, *args: Any, references: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_one = len(references) == 1
        self.expected = references[0]
        self.fields["reference"].label = _("Type %(reference)s") % {"reference": self.expected}
        if not is_one:
            del self.fields["reference"]
            del self.fields["answer_to"]


class OutcomeForm(DescribedForm):
    """What somebody decided about a possible trace."""

    finding = forms.UUIDField()
    outcome = forms.ChoiceField(choices=OUTCOMES)
