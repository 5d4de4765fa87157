"""Merges: that two records of one person became one, by what an old address is found, and what an undo needs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.keyed_hash import hash_identifier
from privacy.models.person_row import PersonRow
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, Identifier, SubjectKind

UNDO_TERM: Final = timedelta(hours=24)


class PersonMergeQuerySet(models.QuerySet["PersonMerge"]):
    """Questions about merges."""

    def standing(self) -> Self:
        """Merges that were carried out and not undone: their absorbed numbers lead to the survivor."""
        return self.filter(state__in=PersonMerge.STANDING)

    def past_undo(self, at: datetime) -> Self:
        """Merges that nobody can undo any more."""
        return self.filter(merged_at__lt=at - UNDO_TERM)


class PersonMerge(models.Model):
    """That one record of a person was absorbed by another: who asked, which values were taken, how far it is.

    `data_subject` survives. The row says which fields were chosen and never what stood in them.
    """

    class State(models.TextChoices):
        """How far the merge is."""

        WAITING = "waiting", _("waits for the worker")
        DONE = "done", _("merged")
        REFUSED = "refused", _("refused")
        UNDOING = "undoing", _("is being undone")
        UNDONE = "undone", _("undone")

    class Reason(models.TextChoices):
        """Why the two are one person."""

        SAID_SO = "said_so", _("the person said so")
        SAME_ADDRESS = "same_address", _("same e-mail, telephone or profile")
        SAME_LIFE = "same_life", _("same name and the same life: place, education, work")
        ENTERED_TWICE = "entered_twice", _("entered or imported twice")

    STANDING = (State.DONE, State.UNDOING)

    personal_data = PersonalRecord(is_whole_person=True)
    keeps_numbers_in = ("absorbed",)

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    absorbed = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("absorbed record"))
    )
    subject_kind = not_personal(models.CharField(_("role of the person"), max_length=20, choices=SubjectKind.choices))
    kinds = not_personal(
        ArrayField(
            models.CharField(max_length=20, choices=SubjectKind.choices),
            default=list,
            blank=True,
            verbose_name=_("roles of the absorbed record"),
        )
    )
    taken = not_personal(
        ArrayField(
            models.CharField(max_length=150), default=list, blank=True, verbose_name=_("taken from the absorbed record")
        )
    )
    reason = not_personal(models.CharField(_("reason"), max_length=15, choices=Reason.choices))
    state = not_personal(models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING))
    code = not_personal(models.CharField(_("why it was refused"), max_length=150, blank=True))
    asked_by = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    )
    asked_at = not_personal(models.DateTimeField(_("asked at"), auto_now_add=True))
    merged_at = not_personal(models.DateTimeField(_("merged at"), null=True, blank=True))
    undone_at = not_personal(models.DateTimeField(_("undone at"), null=True, blank=True))
    left = not_personal(
        ArrayField(
            models.CharField(max_length=250), default=list, blank=True, verbose_name=_("not brought back by the undo")
        )
    )
    history = HistoricalRecords()

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two records")
        verbose_name_plural = _("merges of records")
        constraints = [
            models.CheckConstraint(
                condition=~Q(data_subject=F("absorbed")) & Q(subject_kind__in=SubjectKind.values),
                name="privacy_personmerge_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undoing", "undone"]) | Q(merged_at__isnull=False),
                name="privacy_personmerge_merged_at",
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(state__in=["waiting", "done", "undoing"]),
                name="privacy_personmerge_once",
            ),
        ]
        indexes = [models.Index(fields=["data_subject", "merged_at"], name="privacy_personmerge_of")]

    def __str__(self) -> str:
        return f"PM-{str(self.pk)[-8:]}"

    @property
    def undo_until(self) -> datetime | None:
        """The moment until which the merge can be undone; None where it was not carried out."""
        return self.merged_at and self.merged_at + UNDO_TERM


class MergeStep(models.Model):
    """One row that a merge moved, changed, made or removed, by numbers alone; it goes after 24 hours.

    `first` and `last` are the numbers of the versions in the audit history that the merge itself wrote.
    """

    class Act(models.TextChoices):
        """What the merge did with the row."""

        MOVED = "moved", _("moved to the survivor")
        CHANGED = "changed", _("changed")
        MADE = "made", _("made")
        REMOVED = "removed", _("removed")

    personal_data = PersonalRecord(is_whole_person=True, subject="merge__data_subject")

    merge = not_personal(models.ForeignKey(PersonMerge, models.CASCADE, related_name="steps"))
    act = not_personal(models.CharField(max_length=7, choices=Act.choices))
    place = not_personal(models.CharField(_("place"), max_length=130))
    row = not_personal(models.CharField(_("row"), max_length=64))
    first = not_personal(models.BigIntegerField(null=True))
    last = not_personal(models.BigIntegerField(null=True))

    class Meta:
        verbose_name = _("step of a merge")
        verbose_name_plural = _("steps of a merge")
        indexes = [models.Index(fields=["merge", "act", "place"], name="privacy_mergestep_place")]

    def __str__(self) -> str:
        return f"{self.merge_id}/{self.place}"


class FormerAddressQuerySet(models.QuerySet["FormerAddress"]):
    """Questions about former addresses."""

    def of_values(self, values: Iterable[tuple[Identifier, str]]) -> Self:
        """Former addresses that are one of these, in whatever spelling."""
        digests = [hash_identifier(identifier, value) for identifier, value in values if value]
        return self.filter(digest__in=digests)


class FormerAddress(PersonRow):
    """The keyed hash of an address that a merge did not keep: a request or an import by it still finds the person.

    The address itself is held no longer than the audit history holds it (Article 5(1)(c)).
    """

    personal_data = PersonalRecord()
    is_append_only = True

    identifier = not_personal(models.CharField(_("kind of address"), max_length=12, choices=Identifier.choices))
    digest = personal(models.CharField(_("keyed hash"), max_length=64), Category.PRIVACY_RECORD)

    objects = FormerAddressQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["digest", "identifier", "data_subject", "subject_kind"], name="privacy_formeraddress_once"
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="privacy_formeraddress_only_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"FA-{str(self.pk)[-8:]}"
