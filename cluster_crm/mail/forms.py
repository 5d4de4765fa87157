"""The forms on which staff drop messages that they saved, and say whose a message is that waits."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cluster_crm.mail.actions.whose import FIRST
from cluster_crm.people.models import Interaction
from cluster_crm.people.models.interactions import REASONS, ContactReason
from cluster_crm.web.described import DescribedForm
from privacy.actions.restriction import refuse_restricted
from privacy.exceptions import ProcessingRestricted
from privacy.models import SubjectRole
from privacy.references import ReferenceField
from privacy.vocabulary import SubjectKind

MOST_FILES: Final = 10


class SeveralFilesInput(forms.ClearableFileInput):
    """The browser's own field for files, of which several may be chosen."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Files, in the order in which they were chosen."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        """Return the list of files; an empty one is kept, for the reader says what is wrong with it."""
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(data) > MOST_FILES:
            text = _("Choose at most %(number)d files at once.")
            raise ValidationError(text, code="too_many", params={"number": MOST_FILES})
        return data


def unrestricted(role: SubjectRole | None) -> SubjectRole | None:
    """Return the role of a person with whom contact is noted, unless it is restricted."""
    if role is not None and role.subject_kind not in FIRST:
        raise ValidationError(_("Mail among colleagues stands on nobody's timeline."), code="colleague")
    try:
        if role is not None:
            refuse_restricted(role.data_subject_id, role.subject_kind)
    except ProcessingRestricted:
        raise ValidationError(_("Processing of this person's data is restricted."), code="restricted") from None
    return role


class DropForm(forms.Form):
    """Saved messages, and the person on whose page they were dropped, if that was one."""

    person = ReferenceField(required=False)
    messages = SeveralFilesField(
        label=_("Messages"),
        error_messages={"required": _("Choose the messages that you saved.")},
        help_text=_("Saved from your mail program as .eml or .msg; at most 10 at once, each at most 25 MB."),
        widget=SeveralFilesInput(attrs={"accept": ".eml,.msg,message/rfc822,application/vnd.ms-outlook"}),
    )

    def __init__(self, *args: Any, role: SubjectRole | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        person.label = _("Person")
        person.help_text = _("Left open: the people are found by their addresses. Else a reference, such as C-10482.")
        if role is not None:
            self.initial["person"] = str(role)
            person.widget = forms.HiddenInput()

    def clean_person(self) -> SubjectRole | None:
        """Refuse people whose data may only be stored (Article 18)."""
        return unrestricted(self.cleaned_data["person"])

    @property
    def chosen(self) -> "list[UploadedFile[bytes]]":
        """The files, once the form is valid."""
        return list(self.cleaned_data["messages"])


class WhoseForm(DescribedForm):
    """Whose a message is that waits, who wrote it, and why there was contact with somebody who was only named to us."""

    person = ReferenceField()
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[(way.value, way.label) for way in (Interaction.Direction.INBOUND, Interaction.Direction.OUTBOUND)],
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose")), *ContactReason.choices],
        required=False,
        help_text=_("Asked for referees and emergency contacts alone: nothing is noted about them."),
    )

    def clean_person(self) -> SubjectRole | None:
        """Refuse people whose data may only be stored (Article 18)."""
        return unrestricted(self.cleaned_data["person"])

    def clean(self) -> None:
        """Ask a reason where the role needs one, and none where it does not."""
        role: SubjectRole | None = self.cleaned_data.get("person")
        if role is None:
            return
        allowed = REASONS.get(SubjectKind(role.subject_kind))
        if allowed is None:
            self.cleaned_data["reason"] = ""
        elif self.cleaned_data.get("reason") not in allowed:
            self.add_error("reason", ValidationError(_("Choose why you contacted this person."), code="required"))

    @property
    def chosen(self) -> tuple[UUID, SubjectKind]:
        """The person, once the form is valid."""
        role: SubjectRole = self.cleaned_data["person"]
        return role.data_subject_id, SubjectKind(role.subject_kind)
