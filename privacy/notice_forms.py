"""Forms of notices and messages: that one was given in another way than by e-mail, and that no notice is owed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.described import DescribedForm
from privacy.models import Message, NoticeTask

BY_HAND = [(way.value, way.label) for way in (NoticeTask.Way.LETTER, NoticeTask.Way.SPOKEN)]


class GivenForm(DescribedForm):
    """How and when a person was told otherwise than by a message from here."""

    way = forms.ChoiceField(label=_("How"), choices=[("", _("Choose")), *BY_HAND])
    on = forms.DateField(
        label=_("Given on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
    )

    def __init__(self, *args: Any, collected_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collected_on = collected_on

    def clean_on(self) -> Any:
        """Return the day; nothing is given in the future, nor before there was anything to tell of."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has yet to come."))
        if day < self.collected_on:
            raise ValidationError(_("We did not have these data yet on this day."))
        return day


class ToldForm(DescribedForm):
    """How and when staff told what a message from here did not, and what shows it (Article 5(2))."""

    way = forms.ChoiceField(label=_("How"), choices=[("", _("Choose")), *Message.ToldBy.choices])
    on = forms.DateField(
        label=_("Told on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
    )
    note = forms.CharField(
        label=_("What shows it"),
        max_length=200,
        help_text=_("For example who spoke with whom, or where the copy of the letter is. Name no third person."),
    )

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made_on = timezone.localdate(message.created_at)
        if message.keep_until_delivered:
            del self.fields["note"]

    def clean_on(self) -> Any:
        """Return the day; nothing was told in the future, nor before the message was made."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has yet to come."))
        if day < self.made_on:
            raise ValidationError(_("The message had not been made yet on this day."))
        return day


class ExemptForm(DescribedForm):
    """On which ground of Article 14(5) no notice is owed, and why (LAW-09)."""

    exemption = forms.ChoiceField(label=_("Ground"), choices=[("", _("Choose")), *NoticeTask.Exemption.choices])
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What makes the ground true here. Name no third person."),
    )
