"""Forms of clients, their contacts and vacancies."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.actions.vacancies import DECIDED
from clients.models import Client, ClientContact, Vacancy
from cluster_crm.people.actions.drafts import ContactDraft, contact_of
from cluster_crm.people.exceptions import CannotBeStored
from cluster_crm.people.forms.persons import NewPersonForm
from privacy.models import Recipient, Restriction, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.references import ReferenceField
from privacy.vocabulary import Category, Role, SubjectKind

KIND = SubjectKind.CLIENT_CONTACT
OF_A_DRAFT = ("given_name", "infix", "family_name", "email", "phone", "street", "postcode", "city", "country")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def refuse_future(day: Any) -> None:
    """Refuse a day that has not come yet."""
    if day and day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."), code="in_future")


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """The recruiter or consultant who looks after a client or vacancy, by name."""

    def __init__(self, **kwargs: Any) -> None:
        users = get_user_model()._default_manager.filter(is_active=True, role__in=[Role.RECRUITER, Role.CONSULTANT])
        super().__init__(users, label=_("Owner (optional)"), required=False, **kwargs)

    def label_from_instance(self, user: Any) -> str:
        """Return what the user is called."""
        return str(user.display_name)


class ClientField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """A client that we work for, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Client.objects.active().by_name(), **{"label": _("Client")} | kwargs)

    def label_from_instance(self, client: Any) -> str:
        """Return what the client is called."""
        return str(client.recipient.name)


class ContactsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """People who work for one client now, by name; restricted ones are not offered (Article 18)."""

    def label_from_instance(self, contact: Any) -> str:
        """Return what the contact is called."""
        return str(contact.full_name)


def contacts_at(client: Client | None) -> Any:
    """Return those who work for a client now and whose data may be used."""
    restricted = Restriction.objects.active().filter(subject_kind=KIND).values("data_subject")
    return (
        ClientContact.objects.filter(memberships__client=client, memberships__ended_on=None)
        .exclude(pk__in=restricted)
        .order_by("sort_name")
    )


class NewContactForm(NewPersonForm):
    """Somebody whom staff register at a client: name, function, business details and organisation, no more."""

    kind = KIND

    client = ClientField(label=_("Client"))
    function = forms.CharField(label=_("Function (optional)"), max_length=150, required=False)
    started_on = day_field(_("Works there since (optional)"), required=False)
    known_as = ReferenceField(required=False)

    class Meta:
        model = ClientContact
        fields = OF_A_DRAFT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.fields["known_as"]
        known.label = _("Known to us already as (optional)")
        known.help_text = _("His reference in another role, such as C-10482: his data then go by one number.")

    def clean_function(self) -> str:
        """Refuse what the catalogue does not allow to hold (GEN-09)."""
        function: str = self.cleaned_data["function"]
        if function:
            Catalogue.load(KIND).require([Category.POSITION])
        return function

    def clean(self) -> dict[str, Any]:
        """Refuse everybody while the catalogue does not allow to hold names (GEN-09)."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        Catalogue.load(KIND).require([Category.NAME])
        return asked

    def clean_known_as(self) -> SubjectRole | None:
        """Refuse somebody who is a contact already, or whose data may only be stored."""
        role: SubjectRole | None = self.cleaned_data["known_as"]
        if role is None:
            return None
        if SubjectRole.objects.live().filter(data_subject=role.data_subject_id, subject_kind=KIND).exists():
            raise ValidationError(_("This person is a client contact already."), code="held")
        if Restriction.objects.active().filter(data_subject=role.data_subject_id).exists():
            raise ValidationError(_("Processing of this person's data is restricted."), code="restricted")
        return role


class ClientForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """What we note about a client; its name stands on the recipient."""

    owner = OwnerField()

    class Meta:
        model = Client
        fields = ("sector", "owner", "is_active")


class NewClientForm(NewPersonForm):
    """A client to take on: an organisation, or a person who trades in his own name, who is registered with it."""

    kind = KIND

    name = forms.CharField(label=_("Name of the organisation or firm"), max_length=200)
    seat = forms.CharField(label=_("Country"), max_length=2, initial="NL")
    owner = OwnerField()
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
        model = Client
        fields = ("sector", "owner")

    person_fields: ClassVar = ("source", "collected_on", "family_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.person_fields:
            self.fields[name].required = False

    def clean_collected_on(self) -> Any:
        """Refuse a day that has not come yet."""
        refuse_future(self.cleaned_data["collected_on"])
        return self.cleaned_data["collected_on"]

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
            contact = contact_of(self.draft, ClientContact)
        except CannotBeStored as refusal:
            for name in refusal.fields:
                self.add_error(name, ValidationError(_("This cannot be right; please check it."), code="invalid"))
        else:
            Catalogue.load(KIND).require(contact.categories_held())


class MoveForm(forms.Form):
    """Where a contact works from a day on; nowhere, where he only left."""

    client = ClientField(
        label=_("Works for (optional)"), required=False, help_text=_("Leave this open where the contact only left.")
    )
    function = forms.CharField(label=_("Function (optional)"), max_length=150, required=False)
    on = day_field(_("From this day on"), initial=timezone.localdate)

    def clean_on(self) -> Any:
        """Refuse a day that has not come yet."""
        refuse_future(self.cleaned_data["on"])
        return self.cleaned_data["on"]


class VacancyForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A vacancy; where it stands is changed by the deeds of vacancies."""

    owner = OwnerField()

    class Meta:
        model = Vacancy
        fields = "__all__"  # noqa: DJ007 - the admin page names the fields
        widgets: ClassVar[Any] = {"description": forms.Textarea(attrs={"rows": 5})}

    def clean_opened_on(self) -> Any:
        """Refuse a day that has not come yet: it would lengthen the terms of contacts."""
        refuse_future(self.cleaned_data["opened_on"])
        return self.cleaned_data["opened_on"]

    def clean_closed_on(self) -> Any:
        """Refuse a day that has not come yet."""
        refuse_future(self.cleaned_data["closed_on"])
        return self.cleaned_data["closed_on"]

    def clean(self) -> dict[str, Any]:
        """Close on a day, today where none is named; what is decided is reopened first."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        status = asked.get("status")
        if status in DECIDED:
            asked["closed_on"] = asked.get("closed_on") or timezone.localdate()
        elif status:
            asked["closed_on"] = None
        if self.initial.get("status") in DECIDED and status not in (self.initial["status"], Vacancy.Status.OPEN):
            self.add_error("status", ValidationError(_("This is decided: reopen the vacancy first."), code="decided"))
        return asked


class NewVacancyForm(VacancyForm):
    """A vacancy to register; where the client is known, with those there who deal with it."""

    of_client: ClassVar[Client | None] = None

    client = ClientField()
    contacts = ContactsField(
        ClientContact.objects.none(),
        label=_("Contacts (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened_on"].initial = timezone.localdate
        if self.of_client is None:
            del self.fields["contacts"]
            return
        self.fields["client"].initial, self.fields["client"].disabled = self.of_client, True
        contacts = self.fields["contacts"]
        assert isinstance(contacts, ContactsField)  # noqa: S101 - declared above
        contacts.queryset = contacts_at(self.of_client)
