"""Erasures: a run over persons, its plan line by line, the persons in it, and what was found or kept (Article 17)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NOT_PERSONAL, Keep, NotPersonal, PersonalRecord, not_personal
from privacy.models.requests import RightsRequest
from privacy.models.subjects import DataSubject
from privacy.vocabulary import ErasureGround, RefusalCode, RetentionClass, SubjectKind

PROOF = Keep(RefusalCode.LEGAL_DUTY, RetentionClass.RIGHTS_FILE, "Art. 5(2) GDPR")


class ErasureRun(models.Model):
    """One erasure of one or thousands of persons, from the plan that a second person approves to the verification."""

    class State(models.TextChoices):
        """Where the run stands; it closes only after the verification (ERASE-09)."""

        PROPOSED = "proposed", _("waits for a second person")
        APPROVED = "approved", _("approved, waits for the worker")
        LAPSED = "lapsed", _("lapsed: the scope changed after approval")
        EXECUTING = "executing", _("being carried out")
        EXECUTED = "executed", _("carried out, waits for verification")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")
        CANCELLED = "cancelled", _("withdrawn")

    personal_data = NotPersonal("Counts, codes and moments; the persons stand in ErasureSubject.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    request = not_personal(
        models.OneToOneField(RightsRequest, models.PROTECT, null=True, blank=True, related_name="erasure")
    )
    state = not_personal(models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED))
    ground = not_personal(models.CharField(_("ground"), max_length=2, choices=ErasureGround.choices))
    reason_code = not_personal(models.CharField(_("reason"), max_length=40, blank=True))
    scope_hash = not_personal(models.CharField(_("hash of the plan"), max_length=64))
    planned_on = not_personal(models.DateField(_("planned on")))
    proposed_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by")
        )
    )
    proposed_at = not_personal(models.DateTimeField(_("proposed at"), auto_now_add=True))
    approved_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
        )
    )
    approved_at = not_personal(models.DateTimeField(_("approved at"), null=True, blank=True))
    executed_at = not_personal(models.DateTimeField(_("carried out at"), null=True, blank=True))
    scanned_at = not_personal(models.DateTimeField(_("scanned at"), null=True, blank=True))
    verified_at = not_personal(models.DateTimeField(_("verified at"), null=True, blank=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="privacy_erasurerun_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "executing", "executed", "verified"])
                | Q(approved_at__isnull=False),
                name="privacy_erasurerun_approved_first",
            ),
        ]

    def __str__(self) -> str:
        return f"E-{str(self.id)[-8:]}"


class ErasureSubject(models.Model):
    """A person in a run: the key table that every statement of the erasure joins."""

    class State(models.TextChoices):
        """What became of this person's erasure."""

        PENDING = "pending", _("to do")
        ERASED = "erased", _("erased")
        REFUSED = "refused", _("refused")
        STAYS = "stays", _("stays: named by somebody else too")
        RELEASED = "released", _("left out: dealt with since this was proposed")

    personal_data = PersonalRecord(keep=PROOF)
    keeps_its_number = True

    run = not_personal(models.ForeignKey(ErasureRun, models.PROTECT, related_name="subjects"))
    data_subject = not_personal(models.ForeignKey(DataSubject, models.PROTECT, related_name="erasures"))
    subject_kind = not_personal(models.CharField(_("role"), max_length=20, choices=SubjectKind.choices))
    chunk = not_personal(models.PositiveIntegerField(_("part")))
    is_last_role = not_personal(models.BooleanField(_("last role of the person"), default=False))
    is_dependant = not_personal(models.BooleanField(_("goes along with the only person who named him"), default=False))
    state = not_personal(models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING))
    code = not_personal(models.CharField(_("refusal code"), max_length=2, choices=RefusalCode.choices, blank=True))

    class Meta:
        verbose_name = _("person in an erasure")
        verbose_name_plural = _("persons in an erasure")
        constraints = [
            models.UniqueConstraint(fields=["run", "data_subject", "subject_kind"], name="privacy_erasuresubject_once"),
        ]
        indexes = [models.Index(fields=["run", "chunk"], name="privacy_erasuresubject_chunk")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.chunk}"


class ErasureLine(models.Model):
    """One store in the plan of a run: what is to go, what stays and why, and what really went (ERASE-09)."""

    class Rule(models.TextChoices):
        """What happens to the rows of this store."""

        DELETE = "delete", _("deleted")
        KEEP_SOME = "keep_some", _("deleted, but for rows that a law keeps")
        KEEP = "keep", _("stays without identifiers")

    personal_data = NOT_PERSONAL

    run = not_personal(models.ForeignKey(ErasureRun, models.PROTECT, related_name="lines"))
    position = not_personal(models.PositiveIntegerField())
    model_label = not_personal(models.CharField(_("store"), max_length=100))
    rule = not_personal(models.CharField(_("rule"), max_length=10, choices=Rule.choices))
    planned_rows = not_personal(models.PositiveBigIntegerField(_("rows"), default=0))
    planned_history = not_personal(models.PositiveBigIntegerField(_("rows of history"), default=0))
    planned_files = not_personal(models.PositiveBigIntegerField(_("files"), default=0))
    kept_rows = not_personal(models.PositiveBigIntegerField(_("rows that stay"), default=0))
    keep_code = not_personal(models.CharField(_("why"), max_length=2, choices=RefusalCode.choices, blank=True))
    keep_source = not_personal(models.CharField(_("source in law"), max_length=100, blank=True))
    keep_until = not_personal(models.DateField(_("stays until"), null=True, blank=True))
    erased_rows = not_personal(models.PositiveBigIntegerField(_("rows erased"), default=0))
    erased_history = not_personal(models.PositiveBigIntegerField(_("rows of history erased"), default=0))

    class Meta:
        verbose_name = _("line of an erasure plan")
        verbose_name_plural = _("lines of an erasure plan")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "model_label"], name="privacy_erasureline_once"),
        ]

    def __str__(self) -> str:
        return self.model_label


class KeptRecord(models.Model):
    """A row that a law keeps beyond an erasure, with the last day that it may stay (ERASE-06, Article 17(3))."""

    personal_data = PersonalRecord(keep=PROOF)
    is_append_only = True
    keeps_its_number = True

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    run = not_personal(models.ForeignKey(ErasureRun, models.PROTECT, related_name="kept"))
    data_subject = not_personal(models.ForeignKey(DataSubject, models.PROTECT, related_name="+"))
    subject_kind = not_personal(models.CharField(max_length=20, choices=SubjectKind.choices))
    model_label = not_personal(models.CharField(_("store"), max_length=100))
    row = not_personal(models.CharField(_("row"), max_length=40))
    code = not_personal(models.CharField(_("why"), max_length=2, choices=RefusalCode.choices))
    source = not_personal(models.CharField(_("source in law"), max_length=100))
    keep_until = not_personal(models.DateField(_("stays until"), null=True))

    class Meta:
        verbose_name = _("record kept by law")
        verbose_name_plural = _("records kept by law")
        indexes = [models.Index(fields=["keep_until"], name="privacy_keptrecord_until")]

    def __str__(self) -> str:
        return f"{self.model_label}/{self.row}"


class FileTombstone(models.Model):
    """A stored file that must go: written in the transaction of the erasure, carried out after it by a sweeper."""

    personal_data = NotPersonal("Storage keys are random and name nobody.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    storage_key = not_personal(models.CharField(_("key in the storage"), max_length=255, unique=True))
    run = not_personal(models.ForeignKey(ErasureRun, models.PROTECT, null=True, related_name="files"))
    created_at = not_personal(models.DateTimeField(auto_now_add=True))
    removed_at = not_personal(models.DateTimeField(_("removed at"), null=True))

    class Meta:
        verbose_name = _("file to remove")
        verbose_name_plural = _("files to remove")
        indexes = [
            models.Index(fields=["created_at"], condition=Q(removed_at__isnull=True), name="privacy_filetombstone_due")
        ]

    def __str__(self) -> str:
        return str(self.id)


class ResidueFinding(models.Model):
    """A place where a scan after an erasure found what may be a trace; a person looks at it (ERASE-08)."""

    class Kind(models.TextChoices):
        """How sure the finding is."""

        IDENTIFIER = "identifier", _("an address or number of the erased person")
        NAME = "name", _("the same name: perhaps a namesake")

    class Outcome(models.TextChoices):
        """What the person who looked decided."""

        OPEN = "open", _("to look at")
        OTHER_PERSON = "other_person", _("belongs to somebody else")
        REDACTED = "redacted", _("redacted")

    personal_data = NotPersonal("Names a table, a column and a row, never the value.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    run = not_personal(models.ForeignKey(ErasureRun, models.PROTECT, related_name="findings"))
    place = not_personal(models.CharField(_("place"), max_length=200))
    row = not_personal(models.CharField(_("row"), max_length=64))
    kind = not_personal(models.CharField(_("what"), max_length=10, choices=Kind.choices))
    outcome = not_personal(models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.OPEN))
    found_at = not_personal(models.DateTimeField(auto_now_add=True))
    decided_by = not_personal(models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("possible trace")
        verbose_name_plural = _("possible traces")
        constraints = [
            models.UniqueConstraint(fields=["run", "place", "row", "kind"], name="privacy_residuefinding_once")
        ]

    def __str__(self) -> str:
        return f"{self.place}/{self.row}"
