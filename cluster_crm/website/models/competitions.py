"""Competitions on social media, and who takes part (SRC-11)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from cluster_crm.website.models.contacts import WebsiteContact
from privacy.declarations import NOT_PERSONAL, PersonalRecord, not_personal, personal
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, SubjectKind


class Competition(models.Model):
    """A competition; after its last day, who took part is forgotten unless he registered with us (SRC-11)."""

    personal_data = NOT_PERSONAL

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    name = not_personal(models.CharField(_("name"), max_length=200))
    begins_on = not_personal(models.DateField(_("first day")))
    ends_on = not_personal(
        models.DateField(_("last day"), db_index=True, help_text=_("Whoever took part is forgotten after it."))
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="website_competition_has_name"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="website_competition_order"),
        ]

    def __str__(self) -> str:
        return f"CO-{str(self.pk)[-8:]}"


class CompetitionEntry(PersonalModel):
    """That somebody takes part in a competition."""

    personal_data = PersonalRecord(kind=SubjectKind.WEBSITE_USER, subject="contact")

    contact = not_personal(
        models.ForeignKey(
            WebsiteContact,
            models.CASCADE,
            db_column="data_subject_id",
            related_name="competition_entries",
            verbose_name=_("website contact"),
        )
    )
    competition = not_personal(
        models.ForeignKey(Competition, models.PROTECT, related_name="entries", verbose_name=_("competition"))
    )
    entered_on = personal(models.DateField(_("entered on")), Category.DEALINGS)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("entry of a competition")
        verbose_name_plural = _("entries of competitions")
        constraints = [
            models.UniqueConstraint(fields=["contact", "competition"], name="website_competitionentry_once"),
        ]

    def __str__(self) -> str:
        return f"CN-{str(self.pk)[-8:]}"
