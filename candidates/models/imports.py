"""What came in by a file: one batch, and each of its rows until somebody has dealt with it."""

import secrets
from dataclasses import fields
from datetime import date, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, PersonalRecord, not_personal, personal
from privacy.models.subjects import DataSubject
from privacy.vocabulary import CANDIDATE_PROFILES, Category, Identifier, RetentionProfile, Source, SubjectKind

DAYS_TO_WAIT = 7
DRAFT_KEYS = tuple(field.name for field in fields(CandidateDraft))


def last_day_to_wait() -> date:
    """The last day on which an unfinished row of today may stand."""
    return timezone.localdate() + timedelta(days=DAYS_TO_WAIT)


def random_key(_instance: models.Model, _original_name: str) -> str:
    """Where the file of a waiting row is kept."""
    key = secrets.token_hex(16)
    return f"imports/{key[:2]}/{key}"


class ImportBatch(models.Model):
    """One run of the import: who brought people in, from where, and for what."""

    personal_data = NotPersonal("Names a list or a file by its source, not by a person; its rows are declared apart.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
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
    created_count = not_personal(models.PositiveIntegerField(_("created"), default=0))
    waiting_count = not_personal(models.PositiveIntegerField(_("waiting"), default=0))
    rejected_count = not_personal(models.PositiveIntegerField(_("rejected"), default=0))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [models.CheckConstraint(condition=Q(source__in=Source.values), name="candidates_import_source")]

    def __str__(self) -> str:
        return f"I-{str(self.pk)[-8:]}"


class ImportRow(models.Model):
    """One row or file of an import; it waits a week for a person to fill it in and then goes.

    Its person is known only once he is registered; until then an erasure finds it by its identifiers.
    """

    class State(models.TextChoices):
        """What became of the row."""

        CREATED = "created", _("registered")
        WAITING = "waiting", _("waits for a person")
        REJECTED = "rejected", _("rejected")

    personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE)

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    batch = not_personal(models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import")))
    file_number = not_personal(models.PositiveIntegerField(_("file"), default=1))
    line = not_personal(models.PositiveIntegerField(_("line")))
    state = not_personal(models.CharField(_("state"), max_length=10, choices=State))
    reason = not_personal(models.CharField(_("reason"), max_length=40, blank=True))
    draft = personal(
        models.JSONField(_("what was read"), default=dict, blank=True), Category.WORK_HISTORY, json_keys=DRAFT_KEYS
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
    file = personal(models.FileField(_("file"), upload_to=random_key, max_length=60, blank=True), Category.WORK_HISTORY)
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    )
    expires_on = not_personal(models.DateField(_("goes after"), default=last_day_to_wait, db_index=True))
    created_at = not_personal(models.DateTimeField(_("read at"), auto_now_add=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="created", data_subject__isnull=False)
                | Q(state__in=["waiting", "rejected"], data_subject__isnull=True),
                name="candidates_importrow_person_when_created",
            ),
            models.UniqueConstraint(fields=["batch", "file_number", "line"], name="candidates_importrow_one_a_line"),
        ]

    def __str__(self) -> str:
        return f"I-{str(self.batch_id)[-8:]}:{self.file_number}:{self.line}"

    def keep_file(self, content: bytes) -> None:
        """Keep the file of this row until the row goes; the caller saves the row."""
        self.file.save("", ContentFile(content), save=False)
