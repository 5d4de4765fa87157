"""CVs on paper: where they were handed in, and what became of the sheet (SRC-10)."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models.free_text import refuse_bsn
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.personal import PersonalModel, today
from privacy.vocabulary import Category, SubjectKind


class PaperCollectionQuerySet(models.QuerySet["PaperCollection"]):
    """Questions about CVs on paper."""

    def to_destroy(self) -> Self:
        """Those of which the sheet, or its scan, is still there."""
        return self.filter(paper_destroyed_on__isnull=True)


class PaperCollection(PersonalModel):
    """That a candidate handed us a CV on paper, at an event, fair or office; the notice was handed to him there.

    What it says is in the dossier; the sheet is destroyed once it was entered, and so is a scan of it.
    """

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE, subject="candidate")

    candidate = not_personal(
        models.ForeignKey(Candidate, models.CASCADE, db_column="data_subject_id", verbose_name=_("candidate"))
    )
    event = personal(models.CharField(_("event, fair or office"), max_length=200), Category.PRIVACY_RECORD)
    place = personal(models.CharField(_("place"), max_length=100), Category.PRIVACY_RECORD)
    handed_in_on = personal(models.DateField(_("handed in on"), default=today), Category.PRIVACY_RECORD)
    notice_handed_on = personal(models.DateField(_("notice handed out on")), Category.PRIVACY_RECORD)
    paper_destroyed_on = personal(
        models.DateField(_("paper and scan destroyed on"), null=True, blank=True), Category.PRIVACY_RECORD
    )
    history = HistoricalRecords()

    objects = PaperCollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("CV on paper")
        verbose_name_plural = _("CVs on paper")
        constraints = [
            models.CheckConstraint(condition=~Q(event="") & ~Q(place=""), name="candidates_papercollection_where"),
            models.CheckConstraint(
                condition=Q(paper_destroyed_on__isnull=True) | Q(paper_destroyed_on__gte=F("handed_in_on")),
                name="candidates_papercollection_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(paper_destroyed_on__isnull=True),
                name="candidates_paper_to_destroy",
            )
        ]

    def __str__(self) -> str:
        return f"PC-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """Ask the catalogue, and keep a citizen service number out of the text."""
        refuse_bsn(self)
        super().clean()
