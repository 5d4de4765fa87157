"""Forms on staff and prospective staff."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.forms.persons import NewPersonForm
from cluster_crm.people.models import StaffMember
from privacy.models import SubjectRole
from privacy.references import ReferenceField
from privacy.vocabulary import SubjectKind


class NewStaffForm(NewPersonForm):
    """Somebody who works for us, or will; perhaps known already, as a candidate or by his account (GEN-01)."""

    kind = SubjectKind.STAFF

    known_as = ReferenceField(required=False)

    class Meta:
        model = StaffMember
        fields = ("given_name", "infix", "family_name", "email", "phone", "position", "is_prospective", "hr_reference")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_as"].label = _("Known as (optional)")

    def clean_known_as(self) -> SubjectRole | None:
        """Refuse somebody who stands here already."""
        role: SubjectRole | None = self.cleaned_data["known_as"]
        if role and StaffMember.objects.filter(pk=role.data_subject_id).exists():
            raise ValidationError(_("This person is a member of staff already."), code="known")
        return role


class StaffForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A member of staff, and when he leaves: from then on his term runs."""

    last_day = forms.DateField(
        label=_("Last day (optional)"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("From this day on the term runs; left open, the person stays as long as he works for us."),
    )

    class Meta:
        model = StaffMember
        fields = "__all__"  # noqa: DJ007 - the admin page names the fields, and masks those that a role does not see
