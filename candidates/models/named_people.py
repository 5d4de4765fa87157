"""People who are held only because somebody named them: referees, emergency contacts and next of kin (SRC-07)."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from candidates.models.principal_trigger import NamedByPrincipal
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.contact import normalise_phone
from cluster_crm.people.models import Person
from cluster_crm.people.models.free_text import refuse_bsn
from cluster_crm.people.models.trigrams import TrigramIndex
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models import DataSubject, SubjectRole
from privacy.models.person_row import PersonRow
from privacy.models.personal import PersonalModel, Sourced
from privacy.vocabulary import Category, Identifier, Role, Stage, SubjectKind

PRINCIPALS = (SubjectKind.CANDIDATE, SubjectKind.STAFF)
# Whom staff named is no business of recruiters, and the other way round (REF-DATA-04).
PRINCIPAL_SEEN_BY: Final[Mapping[Role, SubjectKind]] = {
    Role.RECRUITER: SubjectKind.CANDIDATE,
    Role.CONSULTANT: SubjectKind.CANDIDATE,
    Role.PRIVACY_OFFICER: SubjectKind.STAFF,
    Role.ADMINISTRATOR: SubjectKind.STAFF,
}


class NamedQuerySet(models.QuerySet[Any]):
    """Questions about people who were named."""

    def open_to(self, role: Role | None) -> Self:
        """Those whom a role may open: by who named them, and all of them for the rights that everybody has."""
        if role is Role.PRIVACY_OFFICER:
            return self
        return self._named_by(role)

    def shown_to(self, role: Role | None) -> Self:
        """Those of whom a role may know who they are; the catalogue still decides about each category."""
        return self._named_by(role, **self.model.shown_where)

    def _named_by(self, role: Role | None, **conditions: str) -> Self:
        kind = PRINCIPAL_SEEN_BY.get(role) if role else None
        if kind is None:
            return self.none()
        return self.filter(Exists(self.model.namings().filter(subject_kind=kind, **conditions)))


class NamedPerson(Person):
    """Somebody whom a candidate or a member of staff named, and who is held for this reason alone."""

    shown_where: ClassVar[Mapping[str, str]] = {}
    own_fields: ClassVar[tuple[str, ...]] = ("given_name", "infix", "email", "phone")

    objects = NamedQuerySet.as_manager()

    class Meta(Person.Meta):
        abstract = True

    @classmethod
    def namings(cls) -> "models.QuerySet[Any]":
        """Return who named the person of the outer row."""
        raise NotImplementedError


class Referee(NamedPerson):
    """Somebody who can confirm what is known about the person who named him: the least, and no notes (REF-DATA-01)."""

    personal_data = PersonalRecord(kind=SubjectKind.REFEREE)
    own_fields = (*NamedPerson.own_fields, "employer")

    employer = personal(models.CharField(_("employer"), max_length=200, blank=True), Category.POSITION)
    history = HistoricalRecords()

    class Meta(NamedPerson.Meta):
        abstract = False
        verbose_name = _("referee")
        verbose_name_plural = _("referees")
        indexes = [
            *NamedPerson.Meta.indexes,
            models.Index(fields=["sort_name", "data_subject"], name="candidates_referee_by_name"),
        ]
        constraints = [
            *NamedPerson.Meta.constraints,
            NamedByPrincipal(
                name="candidates_referee_named",
                naming_table="candidates_refereenaming",
                naming_column="referee_id",
            ),
        ]

    @classmethod
    def namings(cls) -> "models.QuerySet[RefereeNaming]":
        """Return who named the referee of the outer row."""
        return RefereeNaming.objects.filter(referee=OuterRef("pk"))

    def __str__(self) -> str:
        return f"RE-{self.number}"


class EmergencyContact(NamedPerson):
    """Somebody to call after an accident, or the next of kin: name and telephone, no more (REF-DATA-02, -05).

    Who is next of kin alone is shown to nobody without the reason "accident or death".
    """

    shown_where = {"relation_kind": "emergency"}
    personal_data = PersonalRecord(kind=SubjectKind.EMERGENCY_CONTACT)
    one_form = {**Person.one_form, "other_phone": normalise_phone}
    own_fields = (*NamedPerson.own_fields, "other_phone")

    other_phone = personal(
        models.CharField(_("other telephone"), max_length=16, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.PHONE,
    )
    history = HistoricalRecords()

    class Meta(NamedPerson.Meta):
        abstract = False
        verbose_name = _("emergency contact")
        verbose_name_plural = _("emergency contacts")
        indexes = [
            *NamedPerson.Meta.indexes,
            models.Index(fields=["sort_name", "data_subject"], name="candidates_emergency_by_name"),
            TrigramIndex(fields=["other_phone"], name="emergencycontact_other_phone"),
        ]
        constraints = [
            *NamedPerson.Meta.constraints,
            NamedByPrincipal(
                name="candidates_emergencycontact_named",
                naming_table="candidates_emergencynaming",
                naming_column="contact_id",
            ),
        ]

    @classmethod
    def namings(cls) -> "models.QuerySet[EmergencyNaming]":
        """Return who named the contact of the outer row."""
        return EmergencyNaming.objects.filter(contact=OuterRef("pk"))

    def __str__(self) -> str:
        return f"EM-{self.number}"


class NamingQuerySet(models.QuerySet[Any]):
    """Questions about who named whom."""

    def by(self, principal: SubjectRole) -> Self:
        """Whom one person named in one role."""
        return self.filter(data_subject=principal.data_subject_id, subject_kind=principal.subject_kind)

    def of(self, named: UUID) -> Self:
        """Who named a person."""
        return self.filter(**{self.model.personal_data.names: named})


class Naming(PersonRow, Sourced, PersonalModel):
    """That a candidate or a member of staff (the principal) named somebody; it goes with either of them."""

    personal_data: ClassVar[PersonalRecord]
    relation: Any

    confirmed_on = not_personal(
        models.DateField(
            _("confirmed on"),
            null=True,
            blank=True,
            help_text=_("The day on which the person who named them last said that the details are right."),
        )
    )

    objects = NamingQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject_kind__in=list(PRINCIPALS)), name="%(app_label)s_%(class)s_principal"
            ),
        ]

    @property
    def named_id(self) -> UUID:
        """The number of the person who was named."""
        person: UUID = getattr(self, f"{self.personal_data.names}_id")
        return person

    @named_id.setter
    def named_id(self, person: UUID) -> None:
        setattr(self, f"{self.personal_data.names}_id", person)

    @property
    def named_kind(self) -> SubjectKind:
        """The role in which the person is held who was named."""
        kind = self.personal_data.names_kind
        assert kind is not None  # noqa: S101 - every naming says it
        return kind

    def clean(self) -> None:
        """Ask the catalogue, and keep a citizen service number out of the text."""
        refuse_bsn(self)
        super().clean()

    def __str__(self) -> str:
        return f"NA-{str(self.pk)[-8:]}"


class RefereeNaming(Naming):
    """That somebody may be asked about the principal, and how the two know each other (CAND-DATA-11, REF-DATA-04)."""

    personal_data = PersonalRecord(names="referee", names_kind=SubjectKind.REFEREE, names_category=Category.RELATION)

    referee = not_personal(models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("referee")))
    relation = personal(models.CharField(_("relation"), max_length=100, blank=True), Category.REFERENCES)
    history = HistoricalRecords()

    class Meta(Naming.Meta):
        abstract = False
        verbose_name = _("referee of a person")
        verbose_name_plural = _("referees of persons")
        constraints = [
            *Naming.Meta.constraints,
            models.UniqueConstraint(
                fields=["data_subject", "subject_kind", "referee"], name="candidates_refereenaming_once"
            ),
        ]

    def catalogue_stage(self) -> Stage:
        """A candidate's referees are for a role (CAND-DATA-11)."""
        return Stage.ROLE


class EmergencyNaming(Naming):
    """That somebody is to be told when something happens to the principal (CAND-DATA-10, REF-DATA-05)."""

    class RelationKind(models.TextChoices):
        """For what the person was named."""

        EMERGENCY = "emergency", _("to call in an emergency")
        NEXT_OF_KIN = "next_of_kin", _("next of kin")

    personal_data = PersonalRecord(
        names="contact", names_kind=SubjectKind.EMERGENCY_CONTACT, names_category=Category.RELATION
    )

    contact = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("emergency contact"))
    )
    relation_kind = not_personal(
        models.CharField(_("named as"), max_length=12, choices=RelationKind.choices, default=RelationKind.EMERGENCY)
    )
    relation = personal(models.CharField(_("relation"), max_length=100, blank=True), Category.EMERGENCY_CONTACTS)
    history = HistoricalRecords()

    class Meta(Naming.Meta):
        abstract = False
        verbose_name = _("emergency contact of a person")
        verbose_name_plural = _("emergency contacts of persons")
        constraints = [
            *Naming.Meta.constraints,
            models.UniqueConstraint(
                fields=["data_subject", "subject_kind", "contact"], name="candidates_emergencynaming_once"
            ),
        ]

    def catalogue_stage(self) -> Stage:
        """A candidate's emergency contacts are for when he works (CAND-DATA-10)."""
        return Stage.HIRE
