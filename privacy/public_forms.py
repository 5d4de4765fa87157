"""Forms on public pages, filled in by the people whose data we hold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.actions.addressed import one_form


class AskForm(forms.Form):
    """Asks for a link: an e-mail address and nothing else."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The address by which we know you. We send the link there and nowhere else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("Type a whole e-mail address, such as name@example.org."),
        },
    )

    def clean_email(self) -> str:
        """Return the address in the form in which it is stored."""
        address = one_form(str(self.cleaned_data["email"]))
        if not address:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        return address
