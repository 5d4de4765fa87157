"""Forms of grounds: what somebody did, that he died, that something goes on upon another basis."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import Continuation, Death, MarketingGround
from privacy.models.continuations import NEVER
from privacy.references import ReferenceField
from privacy.vocabulary import Ground, LawfulBasis, Purpose


class GroundForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """What a person did that marketing can rest on, and what was offered then."""

    person = ReferenceField()

    class Meta:
        model = MarketingGround
        fields = ("ground", "channel", "is_opt_out_offered", "happened_on", "evidence")
        widgets = {"happened_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def clean(self) -> dict[str, Any]:
        """Ask for the channel where something was offered, and for the page of a published address."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        is_published = said.get("ground") == Ground.PUBLISHED_ADDRESS
        if (said.get("is_opt_out_offered") or is_published) and not said.get("channel"):
            self.add_error("channel", _("Say for which channel."))
        if is_published and not said.get("evidence"):
            self.add_error("evidence", _("Say on which page the address is published for such offers."))
        return said

    def clean_happened_on(self) -> Any:
        """Return the day, which has come."""
        return past_day(self.cleaned_data["happened_on"])


class DeathForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    """Who has died, and since when we know."""

    person = ReferenceField()

    class Meta:
        model = Death
        fields = ("heard_on", "died_on")
        widgets = dict.fromkeys(fields, forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def clean_heard_on(self) -> Any:
        """Return the day, which has come."""
        return past_day(self.cleaned_data["heard_on"])

    def clean(self) -> dict[str, Any]:
        """Refuse a death that we would have heard of before it came."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        died, heard = said.get("died_on"), said.get("heard_on")
        if died and heard and died > heard:
            self.add_error("died_on", _("This is later than the day on which we heard of it."))
        return said


class ContinuationForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    """What goes on after a withdrawal, on which basis, and why."""

    person = ReferenceField()

    class Meta:
        model = Continuation
        fields = ("purpose", "basis", "reason")

    def clean_purpose(self) -> Purpose:
        """Return the purpose, unless it stands on consent alone."""
        if self.cleaned_data["purpose"] in NEVER:
            raise ValidationError(_("This stands on consent alone: it does not go on (AMB-24)."), code="consent_alone")
        return Purpose(self.cleaned_data["purpose"])

    def clean_basis(self) -> LawfulBasis:
        """Return the basis, which is another than consent."""
        if self.cleaned_data["basis"] == LawfulBasis.CONSENT:
            raise ValidationError(_("The consent is withdrawn: choose another basis."), code="withdrawn")
        return LawfulBasis(self.cleaned_data["basis"])


def past_day(day: Any) -> Any:
    """Return a day that has come; refuse another."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."), code="in_future")
    return day
