"""Forms on people who were named: who named them, and for what reason somebody is to be called."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidates.actions.emergencies import REASONS
from candidates.actions.named_people import refuse_known, refuse_principal
from candidates.exceptions import NotAPrincipal
from candidates.models import EmergencyContact, EmergencyNaming, Referee
from candidates.models.named_people import NamedPerson
from cluster_crm.people.forms.persons import NewPersonForm
from cluster_crm.people.models.interactions import ContactReason
from privacy.exceptions import PersonErased, ProcessingRestricted
from privacy.references import ReferenceField
from privacy.vocabulary import Category, Source, SubjectKind


class NamedPersonForm(NewPersonForm):
    """Somebody whom a candidate or member of staff named: without him nobody is recorded here (SRC-07)."""

    category: ClassVar[Category]

    principal = ReferenceField()
    relation = forms.CharField(label=_("Relation (optional)"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].label = _("Named by")
        self.fields["source"].initial = Source.VIA_CANDIDATE
        self.fields["source_detail"].label = _("Details of the source (optional)")

    def clean(self) -> dict[str, Any]:
        """Ask whether the principal may name anybody now, in words beside his reference."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if principal := cleaned.get("principal"):
            try:
                refuse_principal(principal, self.category)
            except (NotAPrincipal, PersonErased):
                self.add_error("principal", _("Only a candidate or a member of staff can name somebody."))
            except ProcessingRestricted:
                self.add_error("principal", _("Processing of this person's data is restricted."))
            except ValidationError as refusal:
                self.add_error("principal", refusal)
        return cleaned

    def _post_clean(self) -> None:
        """Ask too whether somebody whom we hold already may be used, once his addresses have their one form."""
        super()._post_clean()
        if not self.errors and isinstance(self.instance, NamedPerson):
            try:
                refuse_known(self.instance)
            except ProcessingRestricted:
                self.add_error(None, _("Processing of this person's data is restricted."))


class RefereeForm(NamedPersonForm):
    """A referee, with the least that is needed to reach him (REF-DATA-01)."""

    kind = SubjectKind.REFEREE
    category = Category.REFERENCES

    class Meta:
        model = Referee
        fields = ("given_name", "infix", "family_name", "employer", "email", "phone")


class EmergencyContactForm(NamedPersonForm):
    """Whom to call, or the next of kin (REF-DATA-02, -05)."""

    kind = SubjectKind.EMERGENCY_CONTACT
    category = Category.EMERGENCY_CONTACTS

    relation_kind = forms.ChoiceField(label=_("Named as"), choices=EmergencyNaming.RelationKind.choices)

    class Meta:
        model = EmergencyContact
        fields = ("given_name", "infix", "family_name", "phone", "other_phone", "email")


class EmergencyReasonForm(forms.Form):
    """Why somebody is to be called; the next of kin after an accident or death alone (USE-EM-01, REF-DATA-05)."""

    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, *args: Any, naming: EmergencyNaming, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = REASONS[EmergencyNaming.RelationKind(naming.relation_kind)]
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "---------"), *((str(reason), ContactReason(reason).label) for reason in reasons)]
