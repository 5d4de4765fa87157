"""References: how staff name a person in forms, on the telephone and in the audit log, instead of by name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy.models import SubjectRole


class ReferenceField(forms.CharField):
    """A person by the reference that staff use, such as C-10482: the role in which we hold him."""

    default_error_messages = {"unknown": _("Nobody has this reference.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Reference"), help_text=_("As it stands on the person's page: C-10482."), **kwargs)

    def clean(self, value: Any) -> SubjectRole | None:
        """Return the live role of this reference; none where it may be left open and is.

        The reference of a record that was merged leads to the role that absorbed it.
        """
        reference = super().clean(value).upper()
        if not reference:
            return None
        number = reference.rpartition("-")[2]
        role = SubjectRole.objects.filter(number=number, erased_at=None).first() if number.isdecimal() else None
        if role is None or str(role) != reference:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if role.merged_at is None:
            return role
        return SubjectRole.objects.live().get(data_subject=role.data_subject_id, subject_kind=role.subject_kind)
