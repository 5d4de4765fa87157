"""The form on which staff write down what a person said about his data by telephone or letter."""

from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.statements import LONGEST_EVIDENCE, Act, Statement
from privacy.models import ConsentEvent
from privacy.send_facts import APPROACHES, MARKETING
from privacy.sending import OFFERED, WITHOUT_ADDRESS
from privacy.texts import all_declared
from privacy.vocabulary import Channel, Purpose, SubjectKind

METHODS: Final = (ConsentEvent.Method.SPOKEN, ConsentEvent.Method.WRITTEN, ConsentEvent.Method.SIGNED_FORM)
Method = ConsentEvent.Method


class StatementForm(forms.Form):
    """What was said, how it came, and where that can be read again."""

    act = forms.ChoiceField(label=_("What the person said"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("Purpose"), required=False, help_text=_("Left open with an objection, it is against all marketing.")
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        help_text=_("Left open, it is about all channels; a consent is for one channel at a time."),
    )
    method = forms.ChoiceField(label=_("How"), choices=[(one.value, one.label) for one in METHODS])
    received_on = forms.DateField(
        label=_("Received on"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The log has the moment of writing beside it; what was said counts from then on."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=LONGEST_EVIDENCE,
        required=False,
        help_text=_("Where it can be read or heard again: the number of the letter, form or call."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text_version = forms.CharField(
        label=_("Version of the text on paper"),
        max_length=40,
        required=False,
        help_text=_("Left open, our text in use was read out or handed over."),
    )
    is_affirmed = forms.BooleanField(
        label=_("The person said yes to this in so many words"), required=False, help_text=_("For a consent alone.")
    )

    def __init__(self, *args: Any, kind: SubjectKind, is_restricted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [purpose for purpose in Purpose if purpose in OFFERED[kind] & APPROACHES]
        none = [("", "---------")]
        acts = [act for act in Act if act != Act.CONSENT or (offered and not is_restricted)]
        self._offer("act", [(act.value, act.label) for act in acts])
        self._offer("purpose", none + [(purpose.value, purpose.label) for purpose in offered])
        self._offer("channel", none + [(one.value, one.label) for one in Channel if one != Channel.ONSITE])

    def clean_received_on(self) -> date:
        """Return the day, which has come."""
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."), code="in_future")
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for what the act needs."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        act, purpose, channel = said.get("act"), said.get("purpose"), said.get("channel")
        if act in {Act.CONSENT, Act.WITHDRAWAL} and not purpose:
            self.add_error("purpose", _("Say for what."))
        if act == Act.OBJECTION and purpose and purpose not in MARKETING | {Purpose.ROLE_CONTACT, Purpose.JOB_ALERT}:
            self.add_error("purpose", _("Nobody objects to this; a consent to it is withdrawn."))
        if act == Act.CONSENT and purpose:
            self._clean_consent(said, purpose, channel)
        return said

    @property
    def statement(self) -> Statement:
        """What was said."""
        said = self.cleaned_data
        return Statement(**said | {"act": Act(said["act"]), "method": Method(said["method"])})

    def _clean_consent(self, said: dict[str, Any], purpose: str, channel: Any) -> None:
        """A consent has a purpose, one channel, a text and the person's own yes (CONS-01, CONS-03)."""
        ways = {Channel.ADPLATFORM} if purpose == Purpose.ADS else set(Channel) - WITHOUT_ADDRESS
        if channel not in ways:
            self.add_error("channel", _("Say for which channel: each has a yes of its own."))
        if not said.get("is_affirmed"):
            self.add_error("is_affirmed", _("Without the person's own yes nothing is recorded."))
        if not said.get("evidence"):
            self.add_error("evidence", _("A consent must be provable: say where the letter, form or call is kept."))
        if not said.get("text_version") and f"consent.{purpose}" not in all_declared():
            self.add_error("text_version", _("Say which text the person agreed to."))

    def _offer(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
