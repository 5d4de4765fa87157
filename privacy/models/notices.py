"""Notices that a person must get of data he did not give us himself (Article 14, SRC-02, LAW-08)."""

from datetime import date
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.erasure import ErasureRun
from privacy.models.messages import Message
from privacy.models.person_row import PersonRow
from privacy.models.policy import PolicyVersion
from privacy.vocabulary import Category, Source, SubjectKind


class NoticeTaskQuerySet(models.QuerySet["NoticeTask"]):
    """Questions about notices."""

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """Notices to one person in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)

    def due(self) -> Self:
        """Notices that are still to be given."""
        return self.filter(state=NoticeTask.State.DUE)

    def sendable(self) -> Self:
        """Notices to be given that no message carries yet."""
        return self.due().filter(message__isnull=True)

    def owed(self) -> Self:
        """Notices of data that others gave, still to be given: no first disclosure before them (Article 14(3))."""
        return self.due().filter(article=NoticeTask.Article.FROM_OTHERS)

    def overdue(self, on: date) -> Self:
        """Notices that should have been given before this day: the data may not be used (LAW-08)."""
        return self.owed().filter(due_on__lt=on)


class NoticeTask(PersonRow):
    """That a person must be told which data we have and from where, by a day that contact only brings forward.

    A `category` names data of a kind that he was not told of when we registered him (CLI-DATA-05); else it is all.
    Once a message, letter or supplier carries the notice the task knows it, and it is given when that was really sent.
    """

    class Article(models.TextChoices):
        """Which article asks for the notice."""

        FROM_PERSON = "13", _("Article 13: the person gave the data, and was shown no notice then")
        FROM_OTHERS = "14", _("Article 14: others gave the data")

    class Way(models.TextChoices):
        """How the notice reaches the person."""

        EMAIL = "email", _("by e-mail")
        LETTER = "letter", _("by letter")
        SUPPLIER = "supplier", _("through the supplier")
        SPOKEN = "spoken", _("handed over or told")
        OTHER = "other", _("in another way")

    class State(models.TextChoices):
        """Where the notice stands; overdue is computed, no state."""

        DUE = "due", _("to be given")
        GIVEN = "given", _("given")
        EXEMPT = "exempt", _("exempt")

    class Exemption(models.TextChoices):
        """Article 14(5) (LAW-09)."""

        ALREADY_INFORMED = "a", _("the person has the information")
        DISPROPORTIONATE = "b", _("impossible or disproportionate")
        LAID_DOWN_BY_LAW = "c", _("laid down by law")
        SECRECY = "d", _("professional secrecy")

    personal_data = PersonalRecord()

    source = personal(models.CharField(_("source"), max_length=20, choices=Source.choices), Category.PRIVACY_RECORD)
    collected_on = personal(models.DateField(_("collected on")), Category.PRIVACY_RECORD)
    category = personal(
        models.CharField(_("kind of data"), max_length=25, choices=Category.choices, blank=True),
        Category.PRIVACY_RECORD,
    )
    first_communication_on = personal(
        models.DateField(_("first message to the person"), null=True, blank=True), Category.PRIVACY_RECORD
    )
    first_disclosure_on = personal(
        models.DateField(_("first disclosure"), null=True, blank=True), Category.PRIVACY_RECORD
    )
    article = not_personal(
        models.CharField(_("article"), max_length=2, choices=Article.choices, default=Article.FROM_OTHERS)
    )
    due_on = not_personal(models.DateField(_("due on")))
    way = not_personal(models.CharField(_("way"), max_length=8, choices=Way.choices, blank=True))
    message = not_personal(
        models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("message"))
    )
    batch = not_personal(models.UUIDField(_("sent together"), null=True, blank=True, editable=False))
    returned_at = not_personal(models.DateTimeField(_("came back at"), null=True, blank=True))
    erasure_run = not_personal(
        models.ForeignKey(
            ErasureRun, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proposed erasure")
        )
    )
    state = not_personal(
        models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DUE, editable=False)
    )
    given_on = personal(models.DateField(_("given on"), null=True, blank=True), Category.PRIVACY_RECORD)
    policy_version = not_personal(
        models.ForeignKey(
            PolicyVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("policy version")
        )
    )
    exemption = not_personal(models.CharField(_("exemption"), max_length=1, choices=Exemption.choices, blank=True))
    exemption_reason = personal(
        models.CharField(_("reason of the exemption"), max_length=300, blank=True), Category.PRIVACY_RECORD
    )
    exempted_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("exempted by"),
        )
    )
    history = HistoricalRecords()

    objects = NoticeTaskQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("notice to a person")
        verbose_name_plural = _("notices to persons")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["data_subject", "subject_kind", "source", "collected_on", "category"],
                name="privacy_noticetask_once",
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="privacy_noticetask_known_source"),
            models.CheckConstraint(condition=Q(article__in=["13", "14"]), name="privacy_noticetask_known_article"),
            models.CheckConstraint(
                condition=(Q(first_communication_on__isnull=True) | Q(due_on__lte=F("first_communication_on")))
                & (Q(first_disclosure_on__isnull=True) | Q(due_on__lte=F("first_disclosure_on"))),
                name="privacy_noticetask_due_earliest",
            ),
            models.CheckConstraint(
                condition=Q(state="due", given_on__isnull=True, exemption="")
                | Q(state="given", given_on__isnull=False, policy_version__isnull=False, exemption="")
                | (
                    Q(state="exempt", given_on__isnull=True, exempted_by__isnull=False)
                    & ~Q(exemption="")
                    & ~Q(exemption_reason="")
                ),
                name="privacy_noticetask_state",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="privacy_noticetask_due"),
            models.Index(fields=["batch", "id"], condition=Q(batch__isnull=False), name="privacy_noticetask_batch"),
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="privacy_noticetask_message"),
        ]

    def weighs_in_merge(self) -> int:
        """Return which of two notices of the same data stays where two records become one: the one still owed."""
        return int(self.state == self.State.DUE)

    def __str__(self) -> str:
        return f"NT-{str(self.pk)[-8:]}"
