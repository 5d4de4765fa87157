"""The form on which an investigation is proposed (STAFF-02)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.models import Investigation
from privacy.models import SubjectRole
from privacy.references import ReferenceField
from privacy.vocabulary import SubjectKind


class InvestigationForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """Who is investigated, why, and what may be read until when."""

    person = ReferenceField()

    class Meta:
        model = Investigation
        fields = ("ground", "reason", "written_from", "written_until", "ends_on")

    def clean_person(self) -> SubjectRole:
        """Take members of staff alone."""
        role: SubjectRole = self.cleaned_data["person"]
        if role.subject_kind != SubjectKind.STAFF:
            raise ValidationError(_("This is not the reference of a member of staff."), code="no_staff")
        return role

    def clean(self) -> dict[str, Any]:
        """Say where days do not follow each other."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = asked.get("written_from"), asked.get("written_until")
        if first and last and last < first:
            self.add_error("written_until", _("The last day comes before the first."))
        if (ends_on := asked.get("ends_on")) and ends_on < timezone.localdate():
            self.add_error("ends_on", _("This day has passed."))
        return asked
