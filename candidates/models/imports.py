"""What came in by files: the batch with its choices and numbers, the files until they are staged, the mappings."""

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, PersonalRecord, not_personal, personal
from privacy.models.erasure import ErasureRun
from privacy.models.subjects import Controller, DataSubject
from privacy.vocabulary import CANDIDATE_PROFILES, Category, RetentionProfile, Source, SubjectKind

DAYS_TO_WAIT = 7


def last_day_to_wait() -> date:
    """The last day on which a file or an unfinished row of today may stand."""
    return timezone.localdate() + timedelta(days=DAYS_TO_WAIT)


def random_key(_instance: models.Model, _original_name: str) -> str:
    """Where a file that came in is kept: a random key, so that a path says nothing about anybody."""
    key = secrets.token_hex(16)
    return f"imports/{key[:2]}/{key}"


class ImportBatch(models.Model):
    """One import: who brought people in, from where, for what, by which choices, and what became of it in numbers."""

    class State(models.TextChoices):
        """How far the import is; the words in -ing are work in the background."""

        UPLOADED = "uploaded", _("uploaded")
        READING = "reading", _("being read")
        READ = "read", _("read, columns to be confirmed")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, ready to run")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("expired before it ran")

    class OnSure(models.TextChoices):
        """What to do with somebody whom we hold already, by the same address."""

        LEAVE_OUT = "leave_out", _("leave the row out")
        FILL = "fill", _("fill what we do not know yet")
        OVERWRITE = "overwrite", _("overwrite what we know")

    class OnLikely(models.TextChoices):
        """What to do with somebody who may be one whom we hold already."""

        WAIT = "wait", _("let a person decide")
        REGISTER = "register", _("register anyway")

    class OnSuppressed(models.TextChoices):
        """What to do with somebody who did not want to be approached again (MKT-07)."""

        LEAVE_OUT = "leave_out", _("leave the row out")
        REGISTER = "register", _("register, without marketing")

    personal_data = NotPersonal("Names a list or a file by its source, not by a person; its rows are declared apart.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    state = not_personal(models.CharField(_("state"), max_length=10, choices=State, default=State.UPLOADED))
    source = not_personal(models.CharField(_("source"), max_length=20, choices=Source))
    source_detail = not_personal(models.CharField(_("details of the source"), max_length=300, blank=True))
    collected_on = not_personal(models.DateField(_("collected on"), default=timezone.localdate))
    retention_profile = not_personal(
        models.CharField(
            _("registered for"),
            max_length=12,
            choices=[(profile.value, profile.label) for profile in CANDIDATE_PROFILES],
            default=RetentionProfile.POOL,
        )
    )
    controller = not_personal(
        models.ForeignKey(
            Controller, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("controller")
        )
    )
    owner = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("owner of the people"),
        )
    )
    tags = not_personal(ArrayField(models.CharField(max_length=50), verbose_name=_("tags"), default=list, blank=True))
    on_sure = not_personal(
        models.CharField(_("whom we hold already"), max_length=10, choices=OnSure, default=OnSure.LEAVE_OUT)
    )
    on_likely = not_personal(
        models.CharField(_("whom we may hold already"), max_length=10, choices=OnLikely, default=OnLikely.WAIT)
    )
    on_suppressed = not_personal(
        models.CharField(
            _("who is on the suppression list"), max_length=10, choices=OnSuppressed, default=OnSuppressed.LEAVE_OUT
        )
    )
    started_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("started by"),
        )
    )
    created_at = not_personal(models.DateTimeField(_("started at"), auto_now_add=True))
    expires_on = not_personal(models.DateField(_("rows go after"), default=last_day_to_wait, db_index=True))
    failure = not_personal(
        ArrayField(
            models.CharField(max_length=40),
            verbose_name=_("why it failed"),
            default=list,
            blank=True,
            help_text=_("The name of the refusal, then what it is about, in codes."),
        )
    )
    row_count = not_personal(models.PositiveIntegerField(_("rows"), default=0))
    ready_count = not_personal(models.PositiveIntegerField(_("ready"), default=0))
    created_count = not_personal(models.PositiveIntegerField(_("created"), default=0))
    updated_count = not_personal(models.PositiveIntegerField(_("updated"), default=0))
    waiting_count = not_personal(models.PositiveIntegerField(_("waiting"), default=0))
    skipped_count = not_personal(models.PositiveIntegerField(_("left out"), default=0))
    refused_count = not_personal(models.PositiveIntegerField(_("refused"), default=0))
    duplicate_count = not_personal(models.PositiveIntegerField(_("held already, perhaps"), default=0))
    suppressed_count = not_personal(models.PositiveIntegerField(_("on the suppression list"), default=0))
    undone_count = not_personal(models.PositiveIntegerField(_("undone"), default=0))
    left_count = not_personal(models.PositiveIntegerField(_("left as they are"), default=0))
    erasure = not_personal(
        models.ForeignKey(
            ErasureRun,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            editable=False,
            verbose_name=_("erasure of whom it created"),
        )
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="candidates_import_source"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("uploaded", "reading", "read", "checking", "checked", "running", "done"),
                        *("undoing", "undone", "cancelled", "failed", "expired"),
                    ]
                ),
                name="candidates_import_known_state",
            ),
        ]

    def __str__(self) -> str:
        return f"I-{str(self.pk)[-8:]}"


class ImportFile(models.Model):
    """One uploaded file of an import: its content stays under a random key until its rows are staged, and no longer.

    It is about no person of whom we know yet; it and its name go with the import's week at the latest.
    """

    class Kind(models.TextChoices):
        """What a file is, by its content."""

        TABLE = "table", _("table of people")
        RESUME = "resume", _("JSON Resume")
        CV = "cv", _("CV")
        ARCHIVE = "archive", _("ZIP of CVs")

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE)

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    batch = not_personal(models.ForeignKey(ImportBatch, models.CASCADE, related_name="files", verbose_name=_("import")))
    number = not_personal(models.PositiveIntegerField(_("file")))
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    )
    kind = not_personal(models.CharField(_("kind"), max_length=10, choices=Kind, blank=True))
    name = personal(models.CharField(_("name of the file"), max_length=255, blank=True), Category.NAME)
    content = personal(
        models.FileField(_("file"), upload_to=random_key, max_length=60, blank=True), Category.WORK_HISTORY
    )
    encoding = not_personal(models.CharField(_("encoding"), max_length=20, blank=True))
    separator = not_personal(models.CharField(_("separator"), max_length=1, blank=True))
    sheet = personal(models.CharField(_("sheet"), max_length=255, blank=True), Category.NAME)
    fingerprint = not_personal(models.CharField(_("fingerprint of the headings"), max_length=64, blank=True))
    mapping = not_personal(
        models.JSONField(_("columns"), default=dict, blank=True, help_text=_("Column number to field.")),
        json_keys=["*"],
    )
    read_mapping = not_personal(
        models.JSONField(_("columns as the rows were read"), default=dict, blank=True, editable=False), json_keys=["*"]
    )
    left_out = not_personal(
        models.JSONField(
            _("columns that stay out"), default=dict, blank=True, help_text=_("Column number to the reason in law.")
        ),
        json_keys=["*"],
    )
    is_mapping_saved = not_personal(models.BooleanField(_("columns known from before"), default=False))
    expires_on = not_personal(models.DateField(_("goes after"), default=last_day_to_wait, db_index=True))
    history = HistoricalRecords(excluded_fields=["mapping", "read_mapping", "left_out", "name", "sheet"])

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="candidates_importfile_once")]

    def __str__(self) -> str:
        return f"I-{str(self.batch_id)[-8:]}:{self.number}"


class ImportMapping(models.Model):
    """Which column meant what in a table of one source: proposed again for the next table with the same headings.

    The headings stand here as a fingerprint alone: a heading may be personal.
    """

    personal_data = NotPersonal("Numbers of columns and names of fields.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    source = not_personal(models.CharField(_("source"), max_length=20, choices=Source))
    source_detail = not_personal(models.CharField(_("details of the source"), max_length=300, blank=True))
    fingerprint = not_personal(models.CharField(_("fingerprint of the headings"), max_length=64))
    columns = not_personal(models.JSONField(_("columns"), default=dict), json_keys=["*"])
    updated_at = not_personal(models.DateTimeField(_("last change"), auto_now=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("columns of a source")
        verbose_name_plural = _("columns of sources")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_detail", "fingerprint"], name="candidates_importmapping_once"
            )
        ]

    def __str__(self) -> str:
        return f"IM-{str(self.pk)[-8:]}"
