"""The form that puts a task off."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def in_a_week() -> date:
    """Return the day that is offered."""
    return timezone.localdate() + timedelta(days=7)


class PostponeForm(forms.Form):
    """To which day."""

    to = forms.DateField(
        label=_("To"), initial=in_a_week, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean_to(self) -> date:
        """Return the day; it has not passed."""
        day: date = self.cleaned_data["to"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."), code="in_past")
        return day
