"""Recordings of calls: off unless the catalogue allows them, and never without announcement (CLI-DATA-04, LAW-52)."""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models.interactions import Interaction
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category

KEPT = timedelta(days=90)


def recording_key(_instance: models.Model, _original_name: str) -> str:
    """Where a new recording is kept: a random key, so that a path says nothing about anybody."""
    key = secrets.token_hex(16)
    return f"recordings/{key[:2]}/{key}"


class CallRecording(PersonRow, PersonalModel):
    """The sound of one call with a person, who was told beforehand; it goes after 90 days (RC-CALL, AMB-30)."""

    personal_data = PersonalRecord()

    interaction = not_personal(
        models.ForeignKey(Interaction, models.CASCADE, related_name="recordings", verbose_name=_("interaction"))
    )
    file = personal(models.FileField(_("recording"), upload_to=recording_key, max_length=60), Category.CALL_RECORDING)
    is_announced = not_personal(models.BooleanField(_("announced beforehand")))
    recorded_on = personal(models.DateField(_("recorded on")), Category.CALL_RECORDING)
    delete_on = not_personal(models.DateField(_("goes on"), db_index=True))
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        abstract = False
        verbose_name = _("call recording")
        verbose_name_plural = _("call recordings")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(condition=Q(is_announced=True), name="people_callrecording_announced"),
            models.CheckConstraint(
                condition=Q(delete_on__lte=F("recorded_on") + KEPT), name="people_callrecording_90_days"
            ),
        ]

    def __str__(self) -> str:
        return f"CR-{str(self.pk)[-8:]}"
