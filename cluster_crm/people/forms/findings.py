"""The form that confirms an exception."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.models.findings import ExceptionReason


class KeepForm(forms.Form):
    """Why the words may stay."""

    reason = forms.ChoiceField(label=_("It may stay, because"), choices=[("", _("Choose")), *ExceptionReason.choices])
