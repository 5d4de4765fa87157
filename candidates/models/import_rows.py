"""The rows of an import until somebody has dealt with them, and afterwards only whom the import created or changed."""

from dataclasses import fields
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.imports import ImportBatch, last_day_to_wait, random_key
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, Identifier, SubjectKind

DRAFT_KEYS = tuple(field.name for field in fields(CandidateDraft))


class RowReason(models.TextChoices):
    """Why a row that was read well is left out or waits; what could not be read is a `Problem`."""

    HELD = "HELD", _("We hold this person already.")
    PERHAPS_HELD = "PERHAPS_HELD", _("We may hold this person already: compare, and decide.")
    TWICE = "TWICE", _("The same person stands in an earlier row.")
    PERHAPS_TWICE = "PERHAPS_TWICE", _("This may be the person of an earlier row: compare, and decide.")
    SUPPRESSED = "SUPPRESSED", _("This person did not want to be approached again.")
    NOT_NOW = "NOT_NOW", _("This row cannot be taken in now; the privacy officer can say why.")
    TO_CONFIRM = "TO_CONFIRM", _("Look at what was read from the CV, and confirm it.")
    BY_HAND = "BY_HAND", _("Somebody left this row out.")


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Questions about rows."""

    def of_people(self) -> Self:
        """Rows that are about somebody: all but the headings of tables."""
        return self.exclude(state=ImportRow.State.HEADING)

    def expired(self, on: date) -> Self:
        """Rows whose week is over."""
        return self.filter(expires_on__lt=on)


class ImportRow(models.Model):
    """One row or file of an import, as it was written and as it was read; a week at most, then it goes.

    Its person is known only once he is registered or recognised; until then an erasure finds it by its identifiers.
    The history tells what became of the row and not what stood in it: that is no record of ours yet.
    """

    class State(models.TextChoices):
        """What becomes of the row."""

        HEADING = "heading", _("heading")
        READY = "ready", _("ready")
        REFUSED = "refused", _("refused")
        WAITING = "waiting", _("waits for a person")
        SKIPPED = "skipped", _("left out")
        CREATED = "created", _("registered")
        UPDATED = "updated", _("updated")

    class Plan(models.TextChoices):
        """What a ready row does when the import runs."""

        CREATE = "create", _("registers a person")
        UPDATE = "update", _("updates a person")

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE)

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    batch = not_personal(models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import")))
    file_number = not_personal(models.PositiveIntegerField(_("file"), default=1))
    line = not_personal(models.PositiveIntegerField(_("line")))
    part = not_personal(models.PositiveIntegerField(_("part of the work"), default=0, editable=False))
    state = not_personal(models.CharField(_("state"), max_length=10, choices=State))
    plan = not_personal(models.CharField(_("what will happen"), max_length=10, choices=Plan, blank=True))
    reason = not_personal(models.CharField(_("reason"), max_length=40, blank=True))
    problems = not_personal(
        ArrayField(
            models.CharField(max_length=100),
            verbose_name=_("what could not be read"),
            default=list,
            blank=True,
            help_text=_("Field and code, such as email:NOT_AN_EMAIL."),
        )
    )
    match_reasons = not_personal(
        ArrayField(models.CharField(max_length=40), verbose_name=_("why held already"), default=list, blank=True)
    )
    is_suppressed = not_personal(models.BooleanField(_("on the suppression list"), default=False))
    cells = personal(
        ArrayField(models.TextField(), verbose_name=_("as it was written"), default=list, blank=True),
        Category.WORK_HISTORY,
    )
    draft = personal(
        models.JSONField(_("what was read"), default=dict, blank=True), Category.WORK_HISTORY, json_keys=DRAFT_KEYS
    )
    text = personal(models.TextField(_("text of the file"), blank=True), Category.WORK_HISTORY)
    evidence = not_personal(
        models.JSONField(
            _("where it stands"),
            default=list,
            blank=True,
            help_text=_("Field, place in the text and rule; the text itself is not repeated."),
        ),
        json_keys=["*"],
    )
    email = personal(
        models.CharField(_("e-mail"), max_length=254, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.EMAIL,
    )
    phone = personal(
        models.CharField(_("telephone"), max_length=16, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.PHONE,
    )
    profile_url = personal(
        models.CharField(_("profile page"), max_length=200, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.PROFILE_URL,
    )
    file = personal(models.FileField(_("file"), upload_to=random_key, max_length=60, blank=True), Category.WORK_HISTORY)
    file_name = personal(models.CharField(_("name of the file"), max_length=255, blank=True), Category.NAME)
    content_type = not_personal(models.CharField(_("type"), max_length=100, blank=True))
    data_subject = not_personal(
        models.ForeignKey(
            DataSubject,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            editable=False,
            verbose_name=_("person"),
        )
    )
    expires_on = not_personal(models.DateField(_("goes after"), default=last_day_to_wait, db_index=True))
    created_at = not_personal(models.DateTimeField(_("read at"), auto_now_add=True))
    history = HistoricalRecords(
        excluded_fields=["cells", "draft", "text", "evidence", "problems", "file_name", "match_reasons"]
    )

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["created", "updated"]) | Q(data_subject__isnull=False),
                name="candidates_importrow_person_when_done",
            ),
            models.UniqueConstraint(fields=["batch", "file_number", "line"], name="candidates_importrow_one_a_line"),
        ]
        indexes = [models.Index(fields=["batch", "part"], name="candidates_importrow_part")]

    def __str__(self) -> str:
        return f"I-{str(self.batch_id)[-8:]}:{self.file_number}:{self.line}"

    @property
    def addresses(self) -> list[tuple[Identifier, str]]:
        """By what the person of the row could be found."""
        own = {
            Identifier.EMAIL: self.email,
            Identifier.PHONE: self.phone,
            Identifier.PROFILE_URL: self.profile_url,
        }
        return [(identifier, value) for identifier, value in own.items() if value]

    def keep_file(self, content: bytes) -> None:
        """Keep the file of this row until the row goes; the caller saves the row."""
        self.file.save("", ContentFile(content), save=False)


class ClockTimestamp(Func):
    """The moment at which a statement runs, as the triggers of the history write it."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = models.DateTimeField()


class ImportedPerson(models.Model):
    """That an import created or changed a person, by number alone: so that it can be undone for a month."""

    class Outcome(models.TextChoices):
        """What the import did."""

        CREATED = "created", _("registered")
        UPDATED = "updated", _("updated")

    class State(models.TextChoices):
        """What an undo did with it."""

        STANDS = "stands", _("stands")
        UNDONE = "undone", _("undone")
        LEFT = "left", _("left as it is")

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE)

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    batch = not_personal(
        models.ForeignKey(ImportBatch, models.CASCADE, related_name="people", verbose_name=_("import"))
    )
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    file_number = not_personal(models.PositiveIntegerField(_("file")))
    line = not_personal(models.PositiveIntegerField(_("line")))
    part = not_personal(models.PositiveIntegerField(_("part of the work"), default=0, editable=False))
    outcome = not_personal(models.CharField(_("outcome"), max_length=10, choices=Outcome))
    changed_fields = not_personal(
        ArrayField(models.CharField(max_length=40), verbose_name=_("changed fields"), default=list, blank=True)
    )
    added_rows = not_personal(ArrayField(models.UUIDField(), verbose_name=_("added rows"), default=list, blank=True))
    state = not_personal(models.CharField(_("state"), max_length=10, choices=State, default=State.STANDS))
    left_because = not_personal(
        models.CharField(_("left because"), max_length=100, blank=True, help_text=_("The store that tells so."))
    )
    imported_at = not_personal(models.DateTimeField(_("imported at"), db_default=ClockTimestamp()))

    class Meta:
        verbose_name = _("person of an import")
        verbose_name_plural = _("persons of imports")
        constraints = [
            models.UniqueConstraint(fields=["batch", "file_number", "line"], name="candidates_importedperson_once")
        ]
        indexes = [models.Index(fields=["batch", "part"], name="candidates_importedperson_part")]

    def __str__(self) -> str:
        return f"I-{str(self.batch_id)[-8:]}:{self.file_number}:{self.line}"
