"""Forms of suppliers, their contacts, and the deeds on them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.drafts import ContactDraft, contact_of
from cluster_crm.people.exceptions import CannotBeStored
from cluster_crm.people.forms.persons import NewPersonForm
from privacy.models import PolicyVersion, Recipient, Restriction, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.references import ReferenceField
from privacy.vocabulary import Category, Purpose, SubjectKind
from suppliers.models import Supplier, SupplierContact

KIND = SubjectKind.SUPPLIER_CONTACT
OF_A_DRAFT = ("given_name", "infix", "family_name", "email", "phone", "street", "postcode", "city", "country")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class SupplierField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """A supplier that works for us, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Supplier.objects.filter(is_active=True).by_name(), **{"label": _("Supplier")} | kwargs)

    def label_from_instance(self, supplier: Any) -> str:
        """Return what the supplier is called."""
        return str(supplier.recipient.name)


class ContactField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """Somebody who works for a supplier, by name."""

    def label_from_instance(self, contact: Any) -> str:
        """Return what the contact is called."""
        return str(contact.full_name)


class PolicyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """A published version of the policy."""

    def label_from_instance(self, version: Any) -> str:
        """Return the number of the version."""
        return str(version.version)


class NewContactForm(NewPersonForm):
    """Somebody whom staff register at a supplier: name, function, business details and organisation, no more."""

    kind = KIND

    supplier = SupplierField()
    function = forms.CharField(label=_("Function (optional)"), max_length=150, required=False)
    started_on = day_field(_("Works there since (optional)"), required=False)

    class Meta:
        model = SupplierContact
        fields = OF_A_DRAFT

    def clean_function(self) -> str:
        """Refuse what the catalogue does not allow to hold (GEN-09)."""
        function: str = self.cleaned_data["function"]
        if function:
            Catalogue.load(KIND).require([Category.POSITION])
        return function


class NewSupplierForm(NewPersonForm):
    """A supplier to take on: an organisation, or a person who trades in his own name, who is registered with it."""

    kind = KIND
    person_fields: ClassVar = ("source", "collected_on", "family_name")

    name = forms.CharField(label=_("Name of the organisation or firm"), max_length=200)
    seat = forms.CharField(label=_("Country"), max_length=2, initial="NL")
    is_sole_trader = forms.BooleanField(
        label=_("Sole trader"),
        required=False,
        help_text=_("The firm is one person: fill in who, and where we know him from."),
    )
    given_name = forms.CharField(label=_("Given name (optional)"), max_length=100, required=False)
    infix = forms.CharField(label=_("Infix (optional)"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail (optional)"), required=False)
    phone = forms.CharField(label=_("Telephone (optional)"), max_length=30, required=False)

    class Meta:
        model = Supplier
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.person_fields:
            self.fields[name].required = False

    def clean_collected_on(self) -> Any:
        """Refuse a day that has not come yet; an organisation needs none."""
        return super().clean_collected_on() if self.cleaned_data["collected_on"] else None

    def clean_seat(self) -> str:
        """Return the country as a code of two capitals."""
        seat: str = self.cleaned_data["seat"].upper()
        Recipient._meta.get_field("country").clean(seat, None)
        return seat

    def clean(self) -> dict[str, Any]:
        """Ask for the person where the firm is one."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.get("is_sole_trader"):
            for name in self.person_fields:
                if not asked.get(name) and name not in self.errors:
                    self.add_error(
                        name, ValidationError(_("A sole trader is a person: fill this in."), code="required")
                    )
            if not self.errors:
                self._check_person()
        return asked

    @property
    def draft(self) -> ContactDraft:
        """The person, as he was filled in."""
        return ContactDraft(**{name: self.cleaned_data[name] for name in OF_A_DRAFT if name in self.fields})

    def _check_person(self) -> None:
        try:
            contact = contact_of(self.draft, SupplierContact)
        except CannotBeStored as refusal:
            for name in refusal.fields:
                self.add_error(name, ValidationError(_("This cannot be right; please check it."), code="invalid"))
        else:
            Catalogue.load(KIND).require(contact.categories_held())


class DeedForm(forms.Form):
    """What a deed on a supplier asks."""

    def __init__(self, *args: Any, supplier: Supplier | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.supplier = supplier


class MoveForm(DeedForm):
    """Where a contact works from a day on; nowhere, where he only left."""

    to = SupplierField(
        label=_("Works for"), required=False, help_text=_("Leave this open where the contact only left.")
    )
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    on = day_field(_("From this day on"), initial=timezone.localdate)


class AgreementForm(DeedForm):
    """A contract with a supplier."""

    reference = forms.CharField(label=_("Number of the contract"), max_length=60)
    started_on = day_field(_("From"), initial=timezone.localdate)
    ended_on = day_field(_("Until"), required=False, help_text=_("Leave this open while no end is known."))


class EndForm(DeedForm):
    """The last day of a contract."""

    on = day_field(_("Last day"), initial=timezone.localdate)


class EndNoticeForm(DeedForm):
    """The day on which a supplier told us that it supplies somebody no longer."""

    notice_on = day_field(_("Reported on"), initial=timezone.localdate)


class AttestationForm(DeedForm):
    """Who at the supplier said that its workers know our policy, when, and of which version."""

    attested_by = ContactField(SupplierContact.objects.none(), label=_("Attested by"))
    policy_version = PolicyField(
        PolicyVersion.objects.filter(published_at__isnull=False).order_by("-effective_from"), label=_("Policy version")
    )
    on = day_field(_("Attested on"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["attested_by"]
        assert isinstance(field, ContactField)  # noqa: S101 - declared above
        restricted = Restriction.objects.active().filter(subject_kind=KIND).values("data_subject")
        people = SupplierContact.objects.filter(memberships__supplier=self.supplier, memberships__ended_on=None)
        field.queryset = people.exclude(pk__in=restricted).order_by("sort_name")


class SupplyForm(DeedForm):
    """A candidate whom the supplier supplies, by reference."""

    candidate = ReferenceField()
    on = day_field(_("Since"), initial=timezone.localdate)

    def clean_candidate(self) -> SubjectRole:
        """Refuse the reference of anybody else: only candidates are proposed (GLO-02)."""
        role: SubjectRole = self.cleaned_data["candidate"]
        if role.subject_kind != SubjectKind.CANDIDATE:
            raise ValidationError(_("This is not the reference of a candidate."), code="no_candidate")
        return role


class OnceTyped(forms.TextInput):
    """A field whose value goes one way: an answer never repeats what was typed."""

    def format_value(self, _value: Any) -> None:
        """Show nothing."""


class BankDetailsForm(DeedForm):
    """A bank account to seal."""

    iban = forms.CharField(
        label=_("Bank account (IBAN)"), max_length=42, widget=OnceTyped(attrs={"autocomplete": "off"})
    )
    holder = forms.CharField(label=_("In the name of"), max_length=200, widget=OnceTyped(attrs={"autocomplete": "off"}))


class RevealForm(forms.Form):
    """For what somebody wants to see a bank account: one of the purposes that the catalogue allows."""

    purpose = forms.ChoiceField(label=_("Purpose"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = Catalogue.load(KIND).entry(Category.BANK_DETAILS)
        choices = [(purpose, Purpose(purpose).label) for purpose in (entry.purposes if entry else [])]
        self.fields["purpose"] = forms.ChoiceField(label=_("Purpose"), choices=choices)
