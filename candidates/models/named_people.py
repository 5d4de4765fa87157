"""People who are held only because somebody named them: referees, emergency contacts and next of kin (SRC-07)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.contact import normalise_phone
from cluster_crm.people.models import Person
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models import DataSubject
from privacy.models.person_row import PersonRow
from privacy.models.personal import PersonalModel, Sourced
from privacy.vocabulary import Category, Identifier, Stage, SubjectKind

PRINCIPALS = (SubjectKind.CANDIDATE, SubjectKind.STAFF)


class Referee(Person):
    """Somebody who can confirm what is known about the person who named him: the least, and no notes (REF-DATA-01)."""

    personal_data = PersonalRecord(kind=SubjectKind.REFEREE)

    employer = personal(models.CharField(_("employer"), max_length=200, blank=True), Category.POSITION)
    history = HistoricalRecords()

    class Meta(Person.Meta):
        abstract = False
        verbose_name = _("referee")
        verbose_name_plural = _("referees")
        indexes = [models.Index(fields=["sort_name", "data_subject"], name="candidates_referee_by_name")]

    def __str__(self) -> str:
        return f"RE-{self.number}"


class EmergencyContact(Person):
    """Somebody to call after an accident, or the next of kin: name and telephone, no more (REF-DATA-02, -05)."""

    personal_data = PersonalRecord(kind=SubjectKind.EMERGENCY_CONTACT)
    one_form = {**Person.one_form, "other_phone": normalise_phone}

    other_phone = personal(
        models.CharField(_("other telephone"), max_length=16, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.PHONE,
    )
    history = HistoricalRecords()

    class Meta(Person.Meta):
        abstract = False
        verbose_name = _("emergency contact")
        verbose_name_plural = _("emergency contacts")
        indexes = [models.Index(fields=["sort_name", "data_subject"], name="candidates_emergency_by_name")]

    def __str__(self) -> str:
        return f"EM-{self.number}"


class Naming(PersonRow, Sourced, PersonalModel):
    """That a candidate or a member of staff (the principal) named somebody; it goes with either of them."""

    confirmed_on = not_personal(
        models.DateField(
            _("confirmed on"),
            null=True,
            blank=True,
            help_text=_("The day on which the person who named them last said that the details are right."),
        )
    )

    class Meta(PersonRow.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject_kind__in=list(PRINCIPALS)), name="%(app_label)s_%(class)s_principal"
            ),
        ]

    def __str__(self) -> str:
        return f"NA-{str(self.pk)[-8:]}"


class RefereeNaming(Naming):
    """That somebody may be asked about the principal, and how the two know each other (CAND-DATA-11, REF-DATA-04)."""

    personal_data = PersonalRecord(names="referee", names_kind=SubjectKind.REFEREE)

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

    personal_data = PersonalRecord(names="contact", names_kind=SubjectKind.EMERGENCY_CONTACT)

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
