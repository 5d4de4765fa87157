"""What people do with our content online: profiles looked at, content clicked, training followed (CLI-DATA-02)."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.contact_events import ContactEvent
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models import Restriction, RightsRequestItem
from privacy.models.person_row import PersonRow
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category, Right


class OnlineActivityQuerySet(models.QuerySet["OnlineActivity"]):
    """Questions about what people did online."""

    def for_relevance(self) -> Self:
        """What may decide which content is relevant to somebody: nothing of those who objected or are restricted."""
        own = {"data_subject": OuterRef("data_subject"), "subject_kind": OuterRef("subject_kind")}
        objected = RightsRequestItem.objects.filter(**own, right=Right.OBJECTION)
        return self.exclude(Exists(objected)).exclude(Exists(Restriction.objects.active().filter(**own)))


class OnlineActivity(PersonRow, PersonalModel):
    """One act of a person on our pages; what it was about stands here as a number, never as a name."""

    class Act(models.TextChoices):
        """What the person did."""

        PROFILE_VIEW = "profile_view", _("looked at a candidate's profile")
        CONTENT_CLICK = "content_click", _("clicked through to content")
        TRAINING = "training", _("took part in online training")

    EVENTS = {
        Act.PROFILE_VIEW: ContactEvent.VISIT,
        Act.CONTENT_CLICK: ContactEvent.CLICK_THROUGH,
        Act.TRAINING: ContactEvent.ONLINE_SERVICE,
    }

    personal_data = PersonalRecord()

    act = personal(models.CharField(_("act"), max_length=15, choices=Act.choices), Category.ONLINE_INTERACTION)
    about = not_personal(models.UUIDField(_("about"), null=True, blank=True))
    happened_at = personal(models.DateTimeField(_("happened at"), db_index=True), Category.ONLINE_INTERACTION)
    history = HistoricalRecords()

    objects = OnlineActivityQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        abstract = False
        verbose_name = _("activity online")
        verbose_name_plural = _("activities online")
        constraints = PersonRow.Meta.constraints
        indexes = [models.Index(fields=["data_subject", "subject_kind"], name="people_activity_of_person")]

    def __str__(self) -> str:
        return f"OA-{str(self.pk)[-8:]}"

    @property
    def event(self) -> ContactEvent:
        """What happened, in the words of the retention rule (4.2)."""
        return self.EVENTS[self.Act(self.act)]
