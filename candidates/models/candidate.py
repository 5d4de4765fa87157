"""The candidate: who somebody is and how to reach him."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from candidates.models.free_text import refuse_bsn
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.contact import normalise_email, normalise_phone, normalise_postcode
from cluster_crm.people.names import full_name, initials, sort_key
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.personal import PersonalModel
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, Identifier, Stage, SubjectKind

E164 = r"^\+[1-9][0-9]{6,14}$"
DUTCH_POSTCODE = r"^[1-9][0-9]{3} [A-Z]{2}$"
NAME_PARTS = frozenset({"given_name", "infix", "family_name"})


class Guess(models.TextChoices):
    """A field that a reader may have guessed, so that a person must look at it."""

    GIVEN_NAME = "given_name", _("given name")
    INFIX = "infix", _("infix")
    FAMILY_NAME = "family_name", _("family name")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    STREET = "street", _("street and number")
    POSTCODE = "postcode", _("postcode")
    CITY = "city", _("place")
    COUNTRY = "country", _("country")
    HEADLINE = "headline", _("headline")
    SUMMARY = "summary", _("summary")


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Questions about candidates."""

    def by_name(self) -> Self:
        """In the Dutch order of names: without the infix."""
        return self.order_by("sort_name", "pk")

    def to_confirm(self) -> Self:
        """Those of whom something was guessed and nobody has looked at it yet."""
        return self.exclude(guessed_fields=[])


class Candidate(PersonalModel):
    """A person whom the agency may place with a client (kandidaat, GLO-01); his reference is the number of his role."""

    class Salutation(models.TextChoices):
        """How somebody wants to be addressed; asked freely, never derived (CAND-DATA-04)."""

        MS = "ms", _("Ms")
        MR = "mr", _("Mr")
        NEUTRAL = "neutral", _("without title")

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE)

    id = None  # type: ignore[assignment]  # the person's own number is the key
    data_subject = not_personal(
        models.OneToOneField(DataSubject, models.PROTECT, primary_key=True, related_name="candidate", editable=False)
    )
    number = not_personal(models.BigIntegerField(_("number"), unique=True, editable=False))
    salutation = personal(
        models.CharField(_("form of address"), max_length=10, choices=Salutation, blank=True), Category.SALUTATION
    )
    given_name = personal(models.CharField(_("given name"), max_length=100, blank=True), Category.NAME)
    infix = personal(models.CharField(_("infix"), max_length=30, blank=True), Category.NAME)
    family_name = personal(models.CharField(_("family name"), max_length=100), Category.NAME)
    initials = personal(models.CharField(_("initials"), max_length=30, blank=True), Category.NAME)
    full_name = personal(
        models.CharField(_("name"), max_length=240, editable=False), Category.NAME, identifier=Identifier.NAME
    )
    sort_name = personal(models.CharField(_("name for sorting"), max_length=240, editable=False), Category.NAME)
    birth_date = personal(models.DateField(_("date of birth"), null=True, blank=True), Category.BIRTH_DATE)
    email = personal(
        models.EmailField(_("e-mail"), blank=True, db_index=True), Category.CONTACT, identifier=Identifier.EMAIL
    )
    phone = personal(
        models.CharField(_("telephone"), max_length=16, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.PHONE,
    )
    street = personal(models.CharField(_("street and number"), max_length=150, blank=True), Category.CONTACT)
    postcode = personal(models.CharField(_("postcode"), max_length=12, blank=True), Category.CONTACT)
    city = personal(models.CharField(_("place"), max_length=100, blank=True), Category.CONTACT)
    country = personal(models.CharField(_("country"), max_length=2, blank=True), Category.CONTACT)
    headline = personal(models.CharField(_("headline"), max_length=300, blank=True), Category.OWN_STATEMENTS)
    summary = personal(models.TextField(_("summary"), blank=True), Category.OWN_STATEMENTS)
    available_from = personal(models.DateField(_("available from"), null=True, blank=True), Category.PREFERENCES)
    guessed_fields = not_personal(
        ArrayField(
            models.CharField(max_length=20, choices=Guess), verbose_name=_("still to confirm"), default=list, blank=True
        )
    )
    owner = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("owner"),
        )
    )
    created_at = not_personal(models.DateTimeField(_("created at"), auto_now_add=True))
    updated_at = not_personal(models.DateTimeField(_("last change"), auto_now=True))
    history = HistoricalRecords()

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        indexes = [
            models.Index(fields=["sort_name", "data_subject"], name="candidates_by_name"),
            models.Index(fields=["full_name"], name="candidates_namesakes"),
            models.Index(fields=["updated_at", "data_subject"], name="candidates_by_change"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(family_name=""), name="candidates_candidate_has_name"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="candidates_candidate_email_lower"),
            models.CheckConstraint(condition=Q(phone="") | Q(phone__regex=E164), name="candidates_candidate_e164"),
            models.CheckConstraint(condition=Q(country__regex="^([A-Z]{2})?$"), name="candidates_candidate_country"),
            models.CheckConstraint(
                condition=~Q(country="NL") | Q(postcode="") | Q(postcode__regex=DUTCH_POSTCODE),
                name="candidates_candidate_postcode",
            ),
            models.CheckConstraint(
                condition=Q(guessed_fields__contained_by=Guess.values),
                name="candidates_candidate_known_guesses",
            ),
        ]

    def __str__(self) -> str:
        return f"C-{self.number}"

    @property
    def is_confirmed(self) -> bool:
        """Whether nothing about the person rests on a guess."""
        return not self.guessed_fields

    def name_is_set(self) -> None:
        """Derive what follows from the name: how it is said and sorted, and the initials where none were given.

        The name as it is said stands on screens alone, never in logs, addresses or audit texts.
        """
        self.full_name = full_name(self.given_name, self.infix, self.family_name)
        self.sort_name = sort_key(self.given_name, self.infix, self.family_name)
        self.initials = self.initials or initials(self.given_name)[:30]

    def clean(self) -> None:
        """Write contact details in the one form that the database accepts, and ask the catalogue."""
        self.contact_is_normalised()
        self.name_is_set()
        refuse_bsn(self)
        super().clean()

    def catalogue_stage(self) -> Stage:
        """Whoever stands here is registered."""
        return Stage.REGISTRATION

    def contact_is_normalised(self) -> None:
        """Write e-mail, telephone and postcode in their one form; refuse what cannot be right, field by field."""
        self.country = self.country.upper()
        errors: dict[str, ValidationError] = {}
        for name, normalise in NORMALISE.items():
            value = getattr(self, name)
            if not value or (name == "postcode" and self.country not in {"", "NL"}):
                continue
            try:
                setattr(self, name, normalise(value))
            except ValueError:
                errors[name] = ValidationError(_("This cannot be right; please check it."), code="invalid")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the sorting name true to the name; never write anew a person who was erased meanwhile (Article 17)."""
        self.name_is_set()
        if not self._state.adding:
            kwargs["force_update"] = True
        if update_fields is not None and NAME_PARTS & set(update_fields):
            update_fields = {*update_fields, "full_name", "sort_name", "initials"}
        super().save(*args, update_fields=update_fields, **kwargs)


NORMALISE = {
    "email": normalise_email,
    "phone": normalise_phone,
    "postcode": normalise_postcode,
}
