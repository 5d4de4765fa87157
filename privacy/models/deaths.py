"""That somebody has died: the GDPR ends there, and so does all we would still send (LAW-53)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category


class Death(PersonRow):
    """That we heard of a person's death; one row a role, and one of them stops every message to the whole person."""

    personal_data = PersonalRecord()

    heard_on = personal(models.DateField(_("heard on")), Category.PRIVACY_RECORD)
    died_on = personal(models.DateField(_("died on"), null=True, blank=True), Category.PRIVACY_RECORD)
    recorded_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("recorded by")
        )
    )
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        verbose_name = _("death")
        verbose_name_plural = _("deaths")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["data_subject", "subject_kind"], name="privacy_death_once"),
            models.CheckConstraint(
                condition=models.Q(died_on__isnull=True) | models.Q(died_on__lte=models.F("heard_on")),
                name="privacy_death_heard_after",
            ),
        ]

    def __str__(self) -> str:
        return f"DE-{str(self.pk)[-8:]}"
