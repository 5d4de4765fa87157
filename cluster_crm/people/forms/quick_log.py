"""The form on which staff log a call, a message, a meeting or a note, and plan what comes next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.contacts import NextAction
from cluster_crm.people.actions.interactions import Participant
from cluster_crm.people.forms.guarded_texts import Guarded, GuardsTexts
from cluster_crm.people.models import Interaction, InteractionNote, Task
from cluster_crm.people.models.interactions import REASONS, ContactReason
from cluster_crm.people.national_id import find_bsns
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.restriction import refuse_restricted
from privacy.exceptions import ProcessingRestricted
from privacy.models import SubjectRole
from privacy.references import ReferenceField
from privacy.vocabulary import SubjectKind

Direction = Interaction.Direction
DIRECTIONS = [(way.value, way.label) for way in (Direction.OUTBOUND, Direction.INBOUND)]


class QuickLogForm(GuardsTexts, forms.Form):
    """What happened with whom, what was said, and what comes next; `key` stops a form that is sent twice.

    About who was only named to us a reason is asked and nothing is noted (GLO-07, REF-DATA-01).
    """

    guarded: ClassVar[Mapping[str, Guarded]] = {
        "text": Guarded(InteractionNote, "text"),
        "next_text": Guarded(Task, "text"),
    }

    person = ReferenceField()
    kind = forms.ChoiceField(label=_("What"), choices=Interaction.Kind.choices, initial=Interaction.Kind.CALL)
    direction = forms.ChoiceField(label=_("Direction"), choices=DIRECTIONS, initial=Direction.OUTBOUND)
    happened_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Left open: now."),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose")), *ContactReason.choices],
        required=False,
        help_text=_("Asked for referees and emergency contacts alone: nothing is noted about them."),
    )
    text = forms.CharField(
        label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 4, "autofocus": True})
    )
    is_about_service = forms.BooleanField(
        label=_("About roles or our service"),
        required=False,
        initial=True,
        help_text=_("With candidates only such contact lengthens the term."),
    )
    next_text = forms.CharField(label=_("Next action"), max_length=300, required=False)
    next_on = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    key = forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)

    def __init__(self, *args: Any, role: SubjectRole | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role is None:
            self.fields["person"].widget.attrs["autofocus"] = True
            del self.fields["text"].widget.attrs["autofocus"]
            return
        self.initial["person"] = str(role)
        self.fields["person"].widget = forms.HiddenInput()
        if reasons := REASONS.get(SubjectKind(role.subject_kind)):
            self._ask_reason(reasons)
        else:
            del self.fields["reason"]

    def _ask_reason(self, reasons: frozenset[ContactReason]) -> None:
        asked = self.fields["reason"]
        assert isinstance(asked, forms.ChoiceField)  # noqa: S101 - declared above
        asked.choices = [("", _("Choose")), *(choice for choice in ContactReason.choices if choice[0] in reasons)]
        asked.required, asked.help_text = True, _("Nothing is noted about who was only named to us.")
        asked.widget.attrs["autofocus"] = True
        for name in ("text", "next_text", "next_on", "is_about_service"):
            del self.fields[name]

    def clean_person(self) -> SubjectRole:
        """Refuse people whose data may only be stored (Article 18)."""
        role: SubjectRole = self.cleaned_data["person"]
        try:
            refuse_restricted(role.data_subject_id, role.subject_kind)
        except ProcessingRestricted:
            raise ValidationError(_("Processing of this person's data is restricted."), code="restricted") from None
        return role

    def clean_happened_at(self) -> datetime:
        """Return the moment; what has not happened yet is no contact."""
        now = timezone.now()
        happened_at: datetime = self.cleaned_data["happened_at"] or now
        if happened_at > now:
            raise ValidationError(_("This has not happened yet."), code="in_future")
        return happened_at

    def clean_next_on(self) -> Any:
        """Return the day of the next action; it has not passed."""
        day = self.cleaned_data["next_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has passed."), code="in_past")
        return day

    def clean(self) -> None:
        """Judge what depends on who it is about, and on what it was."""
        super().clean()
        answers = self.cleaned_data
        for name in ("text", "next_text"):
            if find_bsns(answers.get(name) or ""):
                self.add_error(name, ValidationError(_("This holds a citizen service number: take it out."), "bsn"))
        if answers.get("next_on") and not answers.get("next_text"):
            self.add_error("next_text", ValidationError(_("Say what to do."), "required"))
        if answers.get("next_text") and "next_on" in answers and not answers["next_on"]:
            self.add_error("next_on", ValidationError(_("Say by which day."), "required"))
        if answers.get("kind") == Interaction.Kind.NOTE:
            answers["direction"] = Direction.INTERNAL
            if not answers.get("text") and not self.errors:
                self.add_error(
                    "text" if "text" in self.fields else "kind", ValidationError(_("Write the note."), "required")
                )
        if "person" in answers:
            self._judge_reason(SubjectKind(answers["person"].subject_kind))

    def _judge_reason(self, kind: SubjectKind) -> None:
        answers = self.cleaned_data
        if kind not in REASONS:
            answers["reason"] = ""
        elif answers.get("reason") not in REASONS[kind]:
            self.add_error("reason", ValidationError(_("Choose why you contacted this person."), "required"))
        elif answers.get("text") or answers.get("next_text"):
            text = _("Nothing is noted about who was only named to us.")
            self.add_error("text" if answers.get("text") else "next_text", ValidationError(text, "no_text"))

    @property
    def participant(self) -> Participant:
        """The person, with what is to be written down about him."""
        role, answers = self.cleaned_data["person"], self.cleaned_data
        return Participant(
            role.data_subject_id, SubjectKind(role.subject_kind), answers.get("text", ""), answers.get("reason", "")
        )

    @property
    def next_action(self) -> NextAction | None:
        """What comes next, if anything was planned."""
        text, day = self.cleaned_data.get("next_text"), self.cleaned_data.get("next_on")
        return NextAction(text, day) if text and day else None
