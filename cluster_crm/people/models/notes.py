"""What colleagues and others told us about a contact, who said so and when (CLI-DATA-03, SUP-DATA-03)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models.free_text import refuse_bsn
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.personal import PersonalModel, Sourced
from privacy.vocabulary import Category


class ToldNote(PersonRow, Sourced, PersonalModel):
    """Extra information that somebody shared about a client or supplier contact.

    The catalogue has no such row for referees and emergency contacts: about them nothing is noted (REF-DATA-01).
    """

    personal_data = PersonalRecord()

    text = personal(models.TextField(_("text")), Category.COLLEAGUE_STATEMENTS, is_opinion_of_others=True)
    told_by = personal(
        models.CharField(_("told by"), max_length=150), Category.COLLEAGUE_STATEMENTS, is_opinion_of_others=True
    )
    created_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("recorded by")
        )
    )
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        abstract = False
        verbose_name = _("note of what was told")
        verbose_name_plural = _("notes of what was told")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(text="") & ~Q(told_by=""), name="people_toldnote_has_text_and_source"),
        ]
        indexes = [models.Index(fields=["data_subject", "subject_kind"], name="people_toldnote_of_person")]

    def __str__(self) -> str:
        return f"TN-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """Ask the catalogue, and keep a citizen service number out of the text."""
        refuse_bsn(self)
        super().clean()
