"""What people in every role have in common: a name, and where they can be reached."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.contact import normalise_email, normalise_phone, normalise_postcode
from cluster_crm.people.models.free_text import refuse_bsn
from cluster_crm.people.models.trigrams import SearchWords, TrigramIndex
from cluster_crm.people.names import full_name, sort_key
from privacy.declarations import not_personal, personal
from privacy.models.personal import PersonalModel
from privacy.models.subjects import DataSubject, SubjectRole
from privacy.vocabulary import Category, Identifier

E164 = r"^\+[1-9][0-9]{6,14}$"
DUTCH_POSTCODE = r"^[1-9][0-9]{3} [A-Z]{2}$"
NAME_PARTS = frozenset({"given_name", "infix", "family_name"})

Normalise = Callable[[str], str]


class Person(PersonalModel):
    """A natural person in one role (GEN-01): each role holds its own name and addresses, only the number is shared.

    The row's key is the person's number; his reference is the number of his role. The name as it is said stands on
    screens alone, never in logs, addresses or audit texts.
    """

    derived_names: ClassVar[frozenset[str]] = frozenset({"full_name", "sort_name"})
    one_form: ClassVar[Mapping[str, Normalise]] = {"email": normalise_email, "phone": normalise_phone}

    id = None  # type: ignore[assignment]  # the person's own number is the key
    data_subject = not_personal(
        models.OneToOneField(DataSubject, models.PROTECT, primary_key=True, related_name="%(class)s", editable=False)
    )
    number = not_personal(models.BigIntegerField(_("number"), unique=True, editable=False))
    given_name = personal(models.CharField(_("given name"), max_length=100, blank=True), Category.NAME)
    infix = personal(models.CharField(_("infix"), max_length=30, blank=True), Category.NAME)
    family_name = personal(models.CharField(_("family name"), max_length=100), Category.NAME)
    full_name = personal(
        models.CharField(_("name"), max_length=240, editable=False), Category.NAME, identifier=Identifier.NAME
    )
    sort_name = personal(models.CharField(_("name for sorting"), max_length=240, editable=False), Category.NAME)
    search_name = personal(
        models.GeneratedField(
            verbose_name=_("name for searching"),
            expression=SearchWords("sort_name"),
            output_field=models.CharField(max_length=240),
            db_persist=True,
        ),
        Category.NAME,
    )
    email = personal(
        models.EmailField(_("e-mail"), blank=True, db_index=True), Category.CONTACT, identifier=Identifier.EMAIL
    )
    phone = personal(
        models.CharField(_("telephone"), max_length=16, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.PHONE,
    )
    created_at = not_personal(models.DateTimeField(_("created at"), auto_now_add=True))
    updated_at = not_personal(models.DateTimeField(_("last change"), auto_now=True))

    class Meta:
        abstract = True
        indexes = [TrigramIndex(fields=["search_name", "email", "phone"], name="%(class)s_search")]
        constraints = [
            models.CheckConstraint(condition=~Q(family_name=""), name="%(app_label)s_%(class)s_has_name"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="%(app_label)s_%(class)s_email_lower"),
            models.CheckConstraint(condition=Q(phone="") | Q(phone__regex=E164), name="%(app_label)s_%(class)s_e164"),
        ]

    @cached_property
    def role(self) -> SubjectRole:
        """The role in which the person is held, with the organisation that registered him."""
        return SubjectRole.objects.select_related("controller").get(pk=self.number)

    @property
    def addresses(self) -> list[tuple[Identifier, str]]:
        """The values by which the person can be found, for the suppression list and for duplicates."""
        return [
            (kind, value) for kind, value in ((Identifier.EMAIL, self.email), (Identifier.PHONE, self.phone)) if value
        ]

    def name_is_set(self) -> None:
        """Derive what follows from the name: how it is said and sorted; how it is searched the database derives."""
        self.full_name = full_name(self.given_name, self.infix, self.family_name)
        self.sort_name = sort_key(self.given_name, self.infix, self.family_name)

    def clean(self) -> None:
        """Write contact details in the one form that the database accepts, and ask the catalogue."""
        self.contact_is_normalised()
        self.name_is_set()
        refuse_bsn(self)
        super().clean()

    def contact_is_normalised(self) -> None:
        """Write addresses in their one form; refuse what cannot be right, field by field."""
        errors: dict[str, ValidationError] = {}
        for name, normalise in self.one_form.items():
            value = getattr(self, name)
            if not value or not self.has_one_form(name):
                continue
            try:
                setattr(self, name, normalise(value))
            except ValueError:
                errors[name] = ValidationError(_("This cannot be right; please check it."), code="invalid")
        if errors:
            raise ValidationError(errors)

    def has_one_form(self, _name: str) -> bool:
        """Return whether a value has a form that we know."""
        return True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep what is derived true to the name; never write anew a person erased meanwhile (Article 17)."""
        self.name_is_set()
        if not self._state.adding:
            kwargs["force_update"] = True
        if update_fields is not None and NAME_PARTS & set(update_fields):
            update_fields = {*update_fields, *self.derived_names}
        super().save(*args, update_fields=update_fields, **kwargs)


class AddressedPerson(Person):
    """A person whose postal address we hold as well; a Dutch postcode has its one form."""

    one_form: ClassVar[Mapping[str, Normalise]] = {**Person.one_form, "postcode": normalise_postcode}

    street = personal(models.CharField(_("street and number"), max_length=150, blank=True), Category.CONTACT)
    postcode = personal(models.CharField(_("postcode"), max_length=12, blank=True), Category.CONTACT)
    city = personal(models.CharField(_("place"), max_length=100, blank=True), Category.CONTACT)
    country = personal(models.CharField(_("country"), max_length=2, blank=True), Category.CONTACT)

    class Meta(Person.Meta):
        abstract = True
        constraints = [
            *Person.Meta.constraints,
            models.CheckConstraint(condition=Q(country__regex="^([A-Z]{2})?$"), name="%(app_label)s_%(class)s_country"),
            models.CheckConstraint(
                condition=~Q(country="NL") | Q(postcode="") | Q(postcode__regex=DUTCH_POSTCODE),
                name="%(app_label)s_%(class)s_postcode",
            ),
        ]

    def contact_is_normalised(self) -> None:
        """Write the country in capitals, and then what depends on it."""
        self.country = self.country.upper()
        super().contact_is_normalised()

    def has_one_form(self, name: str) -> bool:
        """Return whether a value has a form that we know: postcodes from abroad have theirs."""
        return name != "postcode" or self.country in {"", "NL"}
