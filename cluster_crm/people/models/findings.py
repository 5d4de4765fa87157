"""Where a text about somebody says what may not stand there: the place and what was decided, never the words."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.special_data import SpecialKind
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, PersonalRecord, not_personal, personal
from privacy.fields import EncryptedField
from privacy.models.person_row import PersonRow
from privacy.registry import PersonalModel, personal_model
from privacy.vocabulary import Category


class ExceptionReason(models.TextChoices):
    """Why words may stay that look like special data: the list is closed (requirements 1.6, AMB-11)."""

    OTHER_MEANING = "meaning", _("the words mean something else here")
    WORK = "work", _("it describes work, a study or an organisation")
    NOT_ABOUT_PERSON = "nobody", _("it is not about this person, and about nobody else who can be recognised")


class TextFindingQuerySet(models.QuerySet["TextFinding"]):
    """Questions about findings."""

    def of_row(self, label: str, row: UUID) -> Self:
        """Findings in the texts of one row."""
        return self.filter(model_label=label, row=row)

    def undecided(self) -> Self:
        """Findings about which somebody must still decide."""
        return self.filter(state__in=TextFinding.UNDECIDED)


class TextFinding(PersonRow):
    """That a text about a person says something special: in which row and field, of which kind, by which rule.

    The words are not copied: `digest` is a keyed hash by which the same words in the same row are known again.
    """

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("to be decided")
        ASKED = "asked", _("asked for a copy without it")
        UNDER_WAY = "under_way", _("being taken out")
        WITHHELD = "withheld", _("out of the text until decided")
        REMOVED = "removed", _("removed")
        KEPT = "kept", _("kept: an exception")
        GONE = "gone", _("no longer in the text")

    class Deed(models.TextChoices):
        """What is to be done with the words, by a worker: only it may change what the audit history holds."""

        CUT_WORDS = "words", _("take the words out")
        CUT_SENTENCE = "sentence", _("take the sentence out")
        REMOVE_ROW = "row", _("remove the file")
        WITHHOLD = "withhold", _("take it out of sight")
        PUT_BACK = "put_back", _("put it back")

    UNDECIDED = (State.OPEN, State.ASKED, State.WITHHELD)

    personal_data = PersonalRecord()

    model_label = not_personal(models.CharField(_("table"), max_length=100))
    row = not_personal(models.UUIDField(_("row")))
    field = not_personal(models.CharField(_("field"), max_length=60))
    kind = personal(
        models.CharField(_("what it is about"), max_length=12, choices=SpecialKind.choices), Category.PRIVACY_RECORD
    )
    rule = not_personal(models.CharField(_("rule"), max_length=60))
    digest = not_personal(models.CharField(_("hash of the words"), max_length=64))
    state = personal(
        models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN), Category.PRIVACY_RECORD
    )
    deed = not_personal(models.CharField(_("to be done"), max_length=10, choices=Deed.choices, blank=True))
    reason = personal(
        models.CharField(_("why it stays"), max_length=10, choices=ExceptionReason.choices, blank=True),
        Category.PRIVACY_RECORD,
    )
    found_at = personal(models.DateTimeField(_("found at"), auto_now_add=True), Category.PRIVACY_RECORD)
    written_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
            verbose_name=_("written by"),
        )
    )  # fmt: skip
    decided_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
            verbose_name=_("decided by"),
        )
    )  # fmt: skip
    decided_at = personal(models.DateTimeField(_("decided at"), null=True, blank=True), Category.PRIVACY_RECORD)
    history = HistoricalRecords()

    objects = TextFindingQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("special data in a text")
        verbose_name_plural = _("special data in texts")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["row", "field", "kind", "digest", "model_label"], name="people_textfinding_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=SpecialKind.values), name="people_textfinding_special_kind"),
            models.CheckConstraint(
                condition=~Q(state="kept") | ~Q(reason=""),
                name="people_textfinding_kept_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(kind="bsn") | ~Q(state="kept"), name="people_textfinding_keeps_no_bsn"),
        ]
        indexes = [
            models.Index(fields=["data_subject", "subject_kind"], name="people_textfinding_of_person"),
            models.Index(
                fields=["found_at"], condition=Q(state__in=["open", "asked", "withheld"]), name="people_textfinding_due"
            ),
        ]

    def __str__(self) -> str:
        return f"TF-{str(self.pk)[-8:]}"

    @property
    def mark(self) -> str:
        """What stands in the text in the place of words that are withheld."""
        return f"[{self}]"

    @property
    def is_undecided(self) -> bool:
        """Whether somebody must still decide."""
        return self.state in self.UNDECIDED

    @property
    def personal(self) -> PersonalModel:
        """What is declared of the table that the row stands in."""
        return personal_model(self.model_label)


class WithheldWords(PersonRow):
    """Words that are out of a text until somebody decides, sealed; they go with the decision, their history too."""

    personal_data = PersonalRecord()

    finding = not_personal(
        models.OneToOneField(TextFinding, models.CASCADE, related_name="withheld", verbose_name=_("finding"))
    )
    sealed_words = personal(EncryptedField(_("words")), Category.PRIVACY_RECORD, is_opinion_of_others=True)
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        verbose_name = _("words that are withheld")
        verbose_name_plural = _("words that are withheld")

    def __str__(self) -> str:
        return f"WW-{str(self.pk)[-8:]}"


class TextScan(models.Model):
    """One look through all guarded texts (CAND-DATA-31): what is new since the last one, or all with new rules."""

    personal_data = NotPersonal("Counts and moments of a look through all texts.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    rules_version = not_personal(models.CharField(_("version of the rules"), max_length=16))
    since = not_personal(models.DateTimeField(_("what changed since"), null=True, blank=True))
    started_at = not_personal(models.DateTimeField(_("started at"), auto_now_add=True, db_index=True))
    finished_at = not_personal(models.DateTimeField(_("finished at"), null=True, blank=True))
    at_model = not_personal(models.CharField(_("table in hand"), max_length=100, blank=True))
    after = not_personal(models.UUIDField(_("last row seen"), null=True, blank=True))
    batches = not_personal(models.PositiveIntegerField(_("batches done"), default=0))
    rows_seen = not_personal(models.PositiveBigIntegerField(_("rows seen"), default=0))
    found = not_personal(models.PositiveIntegerField(_("new findings"), default=0))

    class Meta:
        verbose_name = _("look through all texts")
        verbose_name_plural = _("looks through all texts")

    def __str__(self) -> str:
        return f"TS-{str(self.pk)[-8:]}"
