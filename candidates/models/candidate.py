"""The candidate: who somebody is and how to reach him."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models import AddressedPerson
from cluster_crm.people.models.words import word_vector
from cluster_crm.people.names import initials
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.vocabulary import Category, Stage, SubjectKind


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


class Candidate(AddressedPerson):
    """A person whom the agency may place with a client (kandidaat, GLO-01); his reference is the number of his role."""

    class Salutation(models.TextChoices):
        """How somebody wants to be addressed; asked freely, never derived (CAND-DATA-04)."""

        MS = "ms", _("Ms")
        MR = "mr", _("Mr")
        NEUTRAL = "neutral", _("without title")

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE)
    derived_names = AddressedPerson.derived_names | {"initials"}

    salutation = personal(
        models.CharField(_("form of address"), max_length=10, choices=Salutation, blank=True), Category.SALUTATION
    )
    initials = personal(models.CharField(_("initials"), max_length=30, blank=True), Category.NAME)
    birth_date = personal(models.DateField(_("date of birth"), null=True, blank=True), Category.BIRTH_DATE)
    work_permit_required = personal(
        models.BooleanField(_("needs a work permit"), null=True, blank=True), Category.IMMIGRATION
    )
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
    history = HistoricalRecords()

    objects = CandidateQuerySet.as_manager()

    class Meta(AddressedPerson.Meta):
        abstract = False
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        indexes = [
            *AddressedPerson.Meta.indexes,
            models.Index(fields=["sort_name", "data_subject"], name="candidates_by_name"),
            GinIndex(word_vector("headline", "summary"), name="candidates_words"),
            models.Index(fields=["full_name"], name="candidates_namesakes"),
            models.Index(fields=["updated_at", "data_subject"], name="candidates_by_change"),
        ]
        constraints = [
            *AddressedPerson.Meta.constraints,
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
        """Derive what follows from the name, and the initials where none were given."""
        super().name_is_set()
        self.initials = self.initials or initials(self.given_name)[:30]

    def catalogue_stage(self) -> Stage:
        """Whoever stands here is registered."""
        return Stage.REGISTRATION
