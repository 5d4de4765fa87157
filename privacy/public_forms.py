"""Forms on public pages, filled in by the people whose data we hold."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from privacy.actions.addressed import one_form
from privacy.actions.own_choices import Choice
from privacy.actions.own_details import OwnRole
from privacy.actions.texts import render
from privacy.dates import add_years
from privacy.models import PersonPreference
from privacy.vocabulary import Purpose, SubjectKind

LONGEST_PAUSE: Final = 5
WHOLE_ADDRESS: Final = _("Type a whole e-mail address, such as name@example.org.")
AUTOCOMPLETE: Final = {
    "email": "email",
    "phone": "tel",
    "street": "street-address",
    "postcode": "postal-code",
    "city": "address-level2",
}
"""What browsers fill in by themselves (WCAG 1.3.5)."""
PURPOSES: Final[dict[Purpose, str | Promise]] = {
    Purpose.JOB_ALERT: _("Vacancies that fit you"),
    Purpose.ROLE_CONTACT: _("A personal message about a concrete role"),
    Purpose.DM_RECRUIT: _("Other jobs, and our services in finding work or people"),
    Purpose.DM_OTHER: _("News, reports, invitations and offers"),
    Purpose.REFERRAL_ASK: _("The question whether you know somebody for a role"),
    Purpose.SURVEY: _("The question how satisfied you are"),
    Purpose.ADS: _("Our adverts on other sites"),
}
"""What we may send, in the words of the page."""
WISHES: Final = {
    "paused_until": _("No mail until"),
    "language": _("In which language we write to you"),
    "shares_with_group": _("Companies of our group"),
    "shares_with_optional": _("Services that we could do without"),
}
"""What a person wishes as a whole, in the words of the page."""


class AskForm(forms.Form):
    """Asks for a link: an e-mail address and nothing else."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The address by which we know you. We send the link there and nowhere else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": WHOLE_ADDRESS,
        },
    )

    def clean_email(self) -> str:
        """Return the address in the form in which it is stored."""
        address = one_form(str(self.cleaned_data["email"]))
        if not address:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        return address


YES, NO = "yes", "no"
TEXT_OF: Final = "text-"
"""Begins the name by which a page says which version of a text it showed beside a choice."""
YES_NO: Final = [(YES, _("Yes")), (NO, _("No"))]


class YesNoField(forms.ChoiceField):
    """A question with two equal answers; it shows how things stand, and knows whether the person changed it."""

    def __init__(self, *, is_on: bool, **kwargs: Any) -> None:
        super().__init__(
            choices=YES_NO,
            initial=YES if is_on else NO,
            widget=forms.RadioSelect,
            show_hidden_initial=True,
            error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
            **kwargs,
        )


class ChoicesForm(forms.Form):
    """All choices of a person: what we may send him in each role, a pause, with whom we share, and his language.

    Only what he changes counts: each answer travels with what it was when he saw it, so that an old page brings
    nothing back that he stopped meanwhile. What his page did not ask is not answered.
    """

    paused_until = forms.DateField(
        label=WISHES["paused_until"],
        help_text=_(
            "A day, and that day too. Messages about your application or contract still come. Leave empty for no pause."
        ),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        show_hidden_initial=True,
        error_messages={"invalid": _("Type a date as year-month-day, such as 2027-03-31.")},
    )
    language = forms.ChoiceField(
        label=WISHES["language"],
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, choices: Sequence[Choice], wishes: PersonPreference, language: str
    ) -> None:
        super().__init__(data)
        self.choices = {
            choice.name: choice for choice in choices if data is None or self.add_initial_prefix(choice.name) in data
        }
        for name, choice in self.choices.items():
            self.fields[name] = YesNoField(is_on=choice.is_on, label=choice.channel.label)
        self.fields["group"] = YesNoField(is_on=wishes.shares_with_group, label=WISHES["shares_with_group"])
        self.fields["optional"] = YesNoField(is_on=wishes.shares_with_optional, label=WISHES["shares_with_optional"])
        self.fields["paused_until"].initial = wishes.paused_until
        self.fields["language"].initial = wishes.language or language

    def clean_paused_until(self) -> date | None:
        """Return the last day of the pause; one that was over already would be none."""
        day: date | None = self.cleaned_data["paused_until"]
        today = timezone.localdate()
        if (
            day is not None
            and "paused_until" in self.changed_data
            and not today <= day <= add_years(today, LONGEST_PAUSE)
        ):
            raise forms.ValidationError(_("Choose a day from today on, at most five years ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a yes to a text that is not the one the person read: it changed while his page was open (CONS-01)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, choice in self.choices.items():
            is_new_yes = cleaned.get(name) == YES and name in self.changed_data
            if is_new_yes and choice.text and self.data.get(f"{TEXT_OF}{name}") != str(choice.text.pk):
                self.add_error(name, _("What a yes means has just changed. Read it, and save again."))
        return cleaned

    @property
    def wanted(self) -> list[tuple[Choice, bool]]:
        """What the person answered otherwise than it stood on his page."""
        return [
            (self.choices[name], self.cleaned_data[name] == YES) for name in self.changed_data if name in self.choices
        ]

    @property
    def roles(self) -> list[tuple[str, list[tuple[str, str, list[Any]]]]]:
        """The questions as the page asks them: by role and purpose, one a channel, with the text of a yes."""
        found: dict[SubjectKind, dict[Purpose, list[Any]]] = {}
        for name, choice in self.choices.items():
            found.setdefault(choice.kind, {}).setdefault(choice.purpose, []).append((self[name], choice))
        return [
            (
                str(kind.label),
                [(str(PURPOSES[purpose]), _text(rows), rows) for purpose, rows in by_purpose.items()],
            )
            for kind, by_purpose in found.items()
        ]


def _text(rows: Sequence[tuple[Any, Choice]]) -> str:
    return next((render(choice.text, {}).body for _field, choice in rows if choice.text), "")


class DetailsForm(forms.Form):
    """A person's contact details in each of his roles; what he empties goes, a new e-mail address is proved."""

    def __init__(self, data: QueryDict | None = None, *, roles: Sequence[OwnRole]) -> None:
        super().__init__(data)
        self.held = roles
        for role in roles:
            for name in role.values:
                self.fields[f"{role.kind.value}-{name}"] = _detail(role, name)

    def clean(self) -> dict[str, Any]:
        """Write a new e-mail address in the form in which it is stored."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        for role in self.held:
            name = f"{role.kind.value}-{role.details.email}"
            if not (typed := str(answers.get(name, ""))):
                continue
            answers[name] = one_form(typed)
            if not answers[name]:
                self.add_error(name, WHOLE_ADDRESS)
        return answers

    def changes_of(self, role: OwnRole) -> dict[str, str]:
        """What the person changed in one role, by name of the field."""
        return {
            name: str(self.cleaned_data[key])
            for name, value in role.values.items()
            if (key := f"{role.kind.value}-{name}") in self.cleaned_data and self.cleaned_data[key] != value
        }

    def refuse(self, role: OwnRole, error: forms.ValidationError) -> None:
        """Show where the deed of the app said what cannot be right."""
        by_field = getattr(error, "error_dict", {})
        for name, errors in by_field.items():
            key = f"{role.kind.value}-{name}"
            self.add_error(key if key in self.fields else None, errors)
        if not by_field:
            self.add_error(None, error)

    @property
    def roles(self) -> list[tuple[str, list[Any]]]:
        """The questions as the page asks them, by role."""
        return [
            (str(role.kind.label), [self[f"{role.kind.value}-{name}"] for name in role.values]) for role in self.held
        ]


def _detail(role: OwnRole, name: str) -> forms.CharField:
    """The question for one contact detail; who has an e-mail address needs one, to come back."""
    is_email = name == role.details.email
    field = forms.EmailField if is_email else forms.CharField
    asked = field(
        label=capfirst(role.labels[name]),
        required=is_email and bool(role.email),
        initial=role.values[name],
        max_length=role.lengths[name],
        error_messages={
            "invalid": WHOLE_ADDRESS,
            "required": _("Without an e-mail address you could not come back here. Ask us to remove it."),
        },
        help_text=_("We send a link to a new address. It counts once you open that.") if is_email else "",
    )
    asked.widget.attrs["autocomplete"] = AUTOCOMPLETE.get(name, "off")
    return asked
