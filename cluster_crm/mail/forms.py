"""The form on which staff drop messages that they saved from their mail program."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from privacy.actions.restriction import refuse_restricted
from privacy.exceptions import ProcessingRestricted
from privacy.models import SubjectRole
from privacy.references import ReferenceField

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


class DropForm(forms.Form):
    """Saved messages, and the person on whose page they were dropped, if that was one."""

    person = ReferenceField(required=False)
    messages = SeveralFilesField(
        label=_("Messages"),
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
        role: SubjectRole | None = self.cleaned_data["person"]
        try:
            if role is not None:
                refuse_restricted(role.data_subject_id, role.subject_kind)
        except ProcessingRestricted:
            raise ValidationError(_("Processing of this person's data is restricted."), code="restricted") from None
        return role

    @property
    def chosen(self) -> "list[UploadedFile[bytes]]":
        """The files, once the form is valid."""
        return list(self.cleaned_data["messages"])
