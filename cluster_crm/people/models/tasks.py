"""What is to be done next for a person, by whom and by which day."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models.free_text import refuse_bsn
from cluster_crm.people.models.interactions import REASONS
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.personal import PersonalModel
from privacy.vocabulary import Category


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about tasks."""

    def open(self) -> Self:
        """Still to be done."""
        return self.filter(done_at__isnull=True)

    def due(self, on: date) -> Self:
        """Still to be done, by this day or an earlier one."""
        return self.open().filter(due_on__lte=on)


class Task(PersonRow, PersonalModel):
    """The next action for one person in one role (volgende actie): it goes with him.

    What is to be asked of a referee or emergency contact is a task for who named him (REF-DATA-01).
    """

    personal_data = PersonalRecord()

    text = personal(models.CharField(_("what to do"), max_length=300), Category.DEALINGS)
    due_on = not_personal(models.DateField(_("by"), db_index=True))
    assigned_to = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("for"))
    )
    done_at = not_personal(models.DateTimeField(_("done at"), null=True, blank=True, editable=False))
    created_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("made by")
        )
    )
    created_at = not_personal(models.DateTimeField(_("created at"), auto_now_add=True))
    history = HistoricalRecords()

    objects = TaskQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        abstract = False
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="people_task_says_what"),
            models.CheckConstraint(condition=~Q(subject_kind__in=list(REASONS)), name="people_task_not_of_named"),
        ]
        indexes = [
            models.Index(fields=["assigned_to", "due_on"], condition=Q(done_at__isnull=True), name="people_task_open"),
            models.Index(fields=["data_subject", "subject_kind"], name="people_task_of_person"),
        ]

    def __str__(self) -> str:
        return f"T-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """Ask the catalogue, and keep a citizen service number out of the text."""
        refuse_bsn(self)
        super().clean()
