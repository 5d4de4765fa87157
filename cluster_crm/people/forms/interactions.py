"""The form on which staff record an interaction."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.models import Interaction
from privacy.actions.restriction import refuse_restricted
from privacy.exceptions import ProcessingRestricted
from privacy.models import SubjectRole
from privacy.references import ReferenceField


class InteractionForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """With whom we were in contact, when, and what was said."""

    person = ReferenceField()
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)

    class Meta:
        model = Interaction
        fields = ("kind", "direction", "happened_at", "recipient")

    def clean_person(self) -> SubjectRole:
        """Refuse people whose data may only be stored (Article 18)."""
        role: SubjectRole = self.cleaned_data["person"]
        try:
            refuse_restricted(role.data_subject_id, role.subject_kind)
        except ProcessingRestricted:
            raise ValidationError(_("Processing of this person's data is restricted."), code="restricted") from None
        return role

    def clean_happened_at(self) -> object:
        """Refuse what has not happened yet."""
        happened_at = self.cleaned_data["happened_at"]
        if happened_at > timezone.now():
            raise ValidationError(_("This has not happened yet."), code="in_future")
        return happened_at
