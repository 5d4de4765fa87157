"""Diversity data: a store of its own that knows tokens, linked to people for half a year at most (CAND-DATA-17)."""

from datetime import date, timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.diversity_questions import DiversityChoice, DiversityQuestion
from clients.models import Client
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import NotPersonal, PersonalRecord, not_personal, personal
from privacy.models import ConsentEvent
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, Purpose, SubjectKind

LINKED_FOR = timedelta(days=181)
"""Six months, counted where they are shortest (AMB-27)."""


def last_linked_day() -> date:
    """The last day on which answers of today may be linked to anybody."""
    return timezone.localdate() + LINKED_FOR


class DiversityLinkQuerySet(models.QuerySet["DiversityLink"]):
    """Questions about links."""

    def withdrawn(self) -> Self:
        """Links whose consent was taken back, by whatever way (Article 7(3))."""
        later = ConsentEvent.objects.filter(
            data_subject=OuterRef("candidate"),
            subject_kind=SubjectKind.CANDIDATE,
            purpose=Purpose.EQUAL_OPPORTUNITIES,
            action=ConsentEvent.Action.WITHDRAWN,
            recorded_at__gte=OuterRef("consent__recorded_at"),
        )
        return self.filter(Exists(later))

    def past_term(self, on: date) -> Self:
        """Links whose half year is over."""
        return self.filter(linked_until__lt=on)


class DiversityLink(PersonalModel):
    """Whose answers stand under a token, on which explicit consent, and until when anybody can know it (EO-02).

    No history: what is withdrawn goes at once and leaves nothing (EO-04).
    """

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE, subject="candidate")

    id = None  # type: ignore[assignment]  # the token is the key
    token = not_personal(models.UUIDField(_("token"), primary_key=True, default=uuid4, editable=False))
    candidate = not_personal(
        models.OneToOneField(
            Candidate, models.CASCADE, db_column="data_subject_id", related_name="+", verbose_name=_("candidate")
        )
    )
    consent = not_personal(
        models.ForeignKey(ConsentEvent, models.PROTECT, related_name="+", verbose_name=_("explicit consent"))
    )
    created_on = not_personal(models.DateField(_("answered on"), default=timezone.localdate))
    linked_until = not_personal(models.DateField(_("linked until"), default=last_linked_day, db_index=True))

    objects = DiversityLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to diversity answers")
        verbose_name_plural = _("links to diversity answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    linked_until__lte=ExpressionWrapper(F("created_on") + LINKED_FOR, output_field=models.DateField())
                ),
                name="candidates_diversitylink_half_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"DL-{str(self.pk)[-8:]}"


class DiversityAnswer(PersonalModel):
    """One answer under a token: it names nobody, and the web's login may write it and never read it (EO-05)."""

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE, subject="link__candidate")
    web_reads: ClassVar = ("id", "link")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid4, editable=False))
    link = not_personal(models.ForeignKey(DiversityLink, models.CASCADE, db_column="token", related_name="answers"))
    question = personal(
        models.CharField(_("question"), max_length=20, choices=DiversityQuestion.choices), Category.DIVERSITY
    )
    answer = personal(models.CharField(_("answer"), max_length=40, choices=DiversityChoice.choices), Category.DIVERSITY)

    class Meta:
        verbose_name = _("diversity answer")
        verbose_name_plural = _("diversity answers")
        constraints = [
            models.UniqueConstraint(fields=["link", "question"], name="candidates_diversityanswer_once"),
            models.CheckConstraint(
                condition=Q(answer__in=DiversityChoice.values)
                & Q(answer__startswith=Concat(F("question"), Value("."))),
                name="candidates_diversityanswer_of_question",
            ),
        ]

    def __str__(self) -> str:
        return f"DA-{str(self.pk)[-8:]}"


class DiversityCount(models.Model):
    """How many gave an answer, by the half year in which the links to them were dropped (EO-01, EO-04).

    A shorter period might hold one participant alone, and his cells would be he.
    """

    personal_data = NotPersonal("Counts of people whom nothing links to them any more.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid4, editable=False))
    half_year = not_personal(models.DateField(_("half year")))
    question = not_personal(models.CharField(_("question"), max_length=20, choices=DiversityQuestion.choices))
    answer = not_personal(models.CharField(_("answer"), max_length=40, choices=DiversityChoice.choices))
    number = not_personal(models.PositiveIntegerField(_("number"), default=0))

    class Meta:
        verbose_name = _("diversity report")
        verbose_name_plural = _("diversity report")
        constraints = [
            models.UniqueConstraint(fields=["half_year", "answer"], name="candidates_diversitycount_once"),
            models.CheckConstraint(
                condition=Q(half_year__day=1, half_year__month__in=[1, 7]), name="candidates_diversitycount_half_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.half_year:%Y-%m} {self.answer}"


class DiversitySharing(models.Model):
    """That a client was given the report: when, why, by whom, and exactly what, in whole numbers of people (EO-03)."""

    personal_data = NotPersonal("Counts of people whom nothing links to them any more, and who gave them to whom.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid4, editable=False))
    client = not_personal(models.ForeignKey(Client, models.PROTECT, related_name="+", verbose_name=_("client")))
    reason = not_personal(
        models.CharField(_("why"), max_length=300, help_text=_("The contract or request on which the client gets it."))
    )
    cells = not_personal(
        models.JSONField(_("what was given"), default=dict, editable=False), json_keys=DiversityChoice.values
    )
    shared_at = not_personal(models.DateTimeField(_("given at"), auto_now_add=True))
    shared_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("given by")
        )
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("diversity report given to a client")
        verbose_name_plural = _("diversity reports given to clients")

    def __str__(self) -> str:
        return f"DR-{str(self.pk)[-8:]}"
