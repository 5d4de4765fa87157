"""Lists of persons that staff took along as a file, and who stood in them (SHARE-01, LAW-16)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, PersonalRecord, not_personal
from privacy.models.erasure import FileTombstone
from privacy.models.person_row import PersonRow
from privacy.models.subjects import Recipient
from privacy.vocabulary import Purpose, SubjectKind


class ListExportQuerySet(models.QuerySet["ListExport"]):
    """Questions about lists."""

    def withdrawn(self) -> Self:
        """Those whose file is buried: somebody in it was erased or restricted, or it was taken back."""
        return self.exclude(file="").filter(Exists(FileTombstone.objects.filter(storage_key=OuterRef("file"))))

    def late(self, at: datetime) -> Self:
        """Those whose file has had its time."""
        return self.exclude(file="").filter(expires_at__lt=at)


class ListExport(models.Model):
    """One list as a file: asked for by a member of staff, built by the worker, there for a day for him alone.

    Its history has each download. The key of the file is known from the start, so that an erasure or a restriction
    buries it whenever it comes: before the file is written, or after.
    """

    class State(models.TextChoices):
        """Where the list stands; a file whose tombstone exists is withdrawn already."""

        BUILDING = "building", _("being built")
        READY = "ready", _("ready")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired, removed")

    class Kind(models.TextChoices):
        """The form of the file, as `cluster_crm.web.spreadsheets` names it."""

        EXCEL_CSV = "excel-csv", _("CSV for a Dutch Excel (semicolons)")
        CSV = "csv", _("CSV (commas)")
        XLSX = "xlsx", _("Excel workbook (XLSX)")

    personal_data = NotPersonal("About a list; who stands in it is a `ListExportMember` of it.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    subject_kind = not_personal(models.CharField(_("role of the persons"), max_length=20, choices=SubjectKind.choices))
    asked_by = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    )
    asked_at = not_personal(models.DateTimeField(_("asked at"), auto_now_add=True))
    language = not_personal(models.CharField(_("language"), max_length=5))
    kind = not_personal(models.CharField(_("kind of file"), max_length=9, choices=Kind.choices))
    columns = not_personal(ArrayField(models.CharField(max_length=60), verbose_name=_("columns")))
    purpose = not_personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices))
    recipient = not_personal(
        models.ForeignKey(
            Recipient, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recipient")
        )
    )
    state = not_personal(models.CharField(_("state"), max_length=9, choices=State.choices, default=State.BUILDING))
    file = not_personal(models.FileField(_("file"), blank=True, max_length=100))
    asked = not_personal(models.PositiveIntegerField(_("persons asked for"), default=0))
    restricted = not_personal(models.PositiveIntegerField(_("left out: restricted"), default=0))
    untold = not_personal(models.PositiveIntegerField(_("left out: notice not given"), default=0))
    opted_out = not_personal(models.PositiveIntegerField(_("left out: refused such a recipient"), default=0))
    gone = not_personal(models.PositiveIntegerField(_("left out: no longer held"), default=0))
    rows = not_personal(models.PositiveIntegerField(_("persons in the file"), default=0))
    built_at = not_personal(models.DateTimeField(_("built at"), null=True, blank=True))
    expires_at = not_personal(models.DateTimeField(_("removed on")))
    downloads = not_personal(models.PositiveIntegerField(_("downloads"), default=0))
    fetched_at = not_personal(models.DateTimeField(_("last download"), null=True, blank=True))
    history = HistoricalRecords()

    objects = ListExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("exported list")
        verbose_name_plural = _("exported lists")
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="privacy_listexport_known_purpose"),
            models.CheckConstraint(condition=Q(columns__len__gte=1), name="privacy_listexport_has_columns"),
        ]
        indexes = [models.Index(fields=["expires_at"], condition=~Q(file=""), name="privacy_listexport_files")]

    def __str__(self) -> str:
        return f"L-{str(self.pk)[-8:]}"

    @property
    def left_out(self) -> int:
        """How many of those asked for are not in the file."""
        return self.restricted + self.untold + self.opted_out + self.gone


class ListExportMember(PersonRow):
    """That a person stands in a list at a place; it goes with him, and his erasure or restriction buries the file."""

    personal_data = PersonalRecord()

    export = not_personal(
        models.ForeignKey(ListExport, models.CASCADE, related_name="members", verbose_name=_("exported list"))
    )
    position = not_personal(models.PositiveIntegerField(_("place in the list")))

    class Meta(PersonRow.Meta):
        verbose_name = _("place in an exported list")
        verbose_name_plural = _("places in exported lists")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["export", "position"], name="privacy_listexportmember_place"),
        ]

    def __str__(self) -> str:
        return f"LM-{str(self.pk)[-8:]}"
