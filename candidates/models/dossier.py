"""The dossier: what a candidate has done, can do and wants, each row with its source."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.contact import NotAProfileUrl, normalise_profile_url
from cluster_crm.people.models.free_text import refuse_bsn
from cluster_crm.people.models.words import word_vector
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.personal import PersonalModel, Sourced
from privacy.vocabulary import Category, Identifier, Stage, SubjectKind

PARTIAL_DATE = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
WEEK_HOURS = 168


class CandidateRow(PersonalModel):
    """One row about a candidate; it goes with him."""

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE, subject="candidate")

    candidate = not_personal(
        models.ForeignKey(Candidate, models.CASCADE, db_column="data_subject_id", verbose_name=_("candidate"))
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask the catalogue about this row, and keep a citizen service number out of its text."""
        refuse_bsn(self)
        super().clean()

    def catalogue_stage(self) -> Stage:
        """Whoever has a dossier is registered."""
        return Stage.REGISTRATION

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {str(self.pk)[-8:]}"


class DossierRow(CandidateRow, Sourced):
    """One row of the dossier, which says where it came from."""

    class Meta:
        abstract = True


def partial_date(label: Any) -> "models.CharField[str, str]":
    """A year, a month or a day, as people write them in a CV: "2019", "2019-04" or "2019-04-01"."""
    return models.CharField(label, max_length=10, blank=True, help_text=_("Year, month or day, as in 2019-04."))


def partial_dates(name: str) -> list[models.BaseConstraint]:
    """The constraints that both ends of a period are dates, as far as they are known."""
    return [
        models.CheckConstraint(condition=Q(**{f"{end}__regex": PARTIAL_DATE}), name=f"candidates_{name}_{end}")
        for end in ("started", "ended")
    ]


class ProfilePage(DossierRow):
    """A public page of the candidate on a network or of his own (CAND-DATA-07)."""

    url = personal(
        models.CharField(_("address"), max_length=200, db_index=True),
        Category.CONTACT,
        identifier=Identifier.PROFILE_URL,
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("profile page")
        verbose_name_plural = _("profile pages")
        constraints = [
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="candidates_profilepage_https"),
            models.UniqueConstraint(fields=["candidate", "url"], name="candidates_profilepage_once"),
        ]

    def clean(self) -> None:
        """Write the address in its one form."""
        try:
            self.url = normalise_profile_url(self.url)
        except NotAProfileUrl:
            raise ValidationError({"url": _("This cannot be the address of a page.")}) from None
        super().clean()


class Education(DossierRow):
    """A course of study (CAND-DATA-08)."""

    institution = personal(models.CharField(_("institution"), max_length=300, blank=True), Category.EDUCATION)
    qualification = personal(models.CharField(_("qualification"), max_length=300, blank=True), Category.EDUCATION)
    field_of_study = personal(models.CharField(_("field of study"), max_length=300, blank=True), Category.EDUCATION)
    started = personal(partial_date(_("from")), Category.EDUCATION)
    ended = personal(partial_date(_("until")), Category.EDUCATION)
    description = personal(models.TextField(_("description"), blank=True), Category.EDUCATION)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("education")
        constraints = partial_dates("education")


class WorkExperience(DossierRow):
    """A job that the candidate has or had (CAND-DATA-09)."""

    employer = personal(models.CharField(_("employer"), max_length=300, blank=True), Category.WORK_HISTORY)
    position = personal(models.CharField(_("position"), max_length=300, blank=True), Category.WORK_HISTORY)
    is_voluntary = personal(models.BooleanField(_("voluntary"), default=False), Category.WORK_HISTORY)
    city = personal(models.CharField(_("place"), max_length=100, blank=True), Category.WORK_HISTORY)
    started = personal(partial_date(_("from")), Category.WORK_HISTORY)
    ended = personal(partial_date(_("until")), Category.WORK_HISTORY)
    description = personal(models.TextField(_("description"), blank=True), Category.WORK_HISTORY)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("work experience")
        verbose_name_plural = _("work experience")
        constraints = partial_dates("workexperience")


class Skill(DossierRow):
    """Something that the candidate can do."""

    name = personal(models.CharField(_("skill"), max_length=300), Category.SKILLS)
    level = personal(models.CharField(_("level"), max_length=100, blank=True), Category.SKILLS)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        indexes = [GinIndex(word_vector("name"), name="candidates_skill_words")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="candidates_skill_has_name")]


class Language(DossierRow):
    """A language that the candidate speaks, by the levels of the Council of Europe."""

    class Level(models.TextChoices):
        """The levels of the Common European Framework of Reference."""

        A1 = "A1", _("A1 beginner")
        A2 = "A2", _("A2 elementary")
        B1 = "B1", _("B1 intermediate")
        B2 = "B2", _("B2 upper intermediate")
        C1 = "C1", _("C1 advanced")
        C2 = "C2", _("C2 proficient")
        NATIVE = "native", _("native")

    name = personal(models.CharField(_("language"), max_length=100), Category.SKILLS)
    level = personal(models.CharField(_("level"), max_length=10, choices=Level, blank=True), Category.SKILLS)
    stated_level = personal(models.CharField(_("level as stated"), max_length=100, blank=True), Category.SKILLS)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="candidates_language_has_name"),
            models.CheckConstraint(
                condition=Q(level__in=["", "A1", "A2", "B1", "B2", "C1", "C2", "native"]),
                name="candidates_language_known_level",
            ),
        ]


class Preference(DossierRow):
    """What the candidate said that he is looking for (CAND-DATA-22); what he earns now is not asked (LAW-26)."""

    role = personal(models.CharField(_("role"), max_length=200, blank=True), Category.PREFERENCES)
    region = personal(models.CharField(_("region"), max_length=200, blank=True), Category.PREFERENCES)
    hours = personal(
        models.PositiveSmallIntegerField(
            _("hours a week"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(WEEK_HOURS)]
        ),
        Category.PREFERENCES,
    )
    salary_expectation = personal(
        models.DecimalField(_("expected salary a month"), max_digits=9, decimal_places=2, null=True, blank=True),
        Category.REMUNERATION,
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__range=(1, WEEK_HOURS)), name="candidates_preference_hours"
            ),
            models.CheckConstraint(
                condition=Q(salary_expectation__isnull=True) | Q(salary_expectation__gte=0),
                name="candidates_preference_salary",
            ),
        ]


class Note(DossierRow):
    """What the candidate told us about himself (CAND-DATA-23)."""

    text = personal(models.TextField(_("text")), Category.OWN_STATEMENTS)
    created_at = not_personal(models.DateTimeField(_("written at"), auto_now_add=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("note of what the candidate said")
        verbose_name_plural = _("notes of what the candidate said")


class ReportedNote(DossierRow):
    """What a client or another source told us about the candidate (CAND-DATA-25).

    A table apart from `Note`, because the category and thus the basis, portability and Article 15(4) differ.
    """

    class Kind(models.TextChoices):
        """Who told us."""

        CLIENT_SAID = "client_said", _("said by a client")
        THIRD_PARTY = "third_party", _("from another source")

    kind = not_personal(models.CharField(_("kind"), max_length=12, choices=Kind))
    text = personal(models.TextField(_("text")), Category.THIRD_PARTY_STATEMENTS, is_opinion_of_others=True)
    source_person = personal(
        models.CharField(_("said by"), max_length=200, blank=True),
        Category.THIRD_PARTY_STATEMENTS,
        is_opinion_of_others=True,
    )
    created_at = not_personal(models.DateTimeField(_("written at"), auto_now_add=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("note of what others said")
        verbose_name_plural = _("notes of what others said")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["client_said", "third_party"]), name="candidates_reportednote_known_kind"
            )
        ]
