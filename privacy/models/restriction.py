"""Restriction of processing: data that may be stored and nothing else (Article 18)."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category, SubjectKind


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    """Questions about restrictions."""

    def active(self) -> Self:
        """Restrictions that run: until lifted, not until the lifting is announced."""
        return self.filter(lifted_at__isnull=True)

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """Restrictions of one person in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)


class Restriction(PersonRow):
    """That a person's data in a role may only be stored, from a moment on, on a ground of Article 18(1)."""

    class Ground(models.TextChoices):
        """Article 18(1)(a) to (d) (RIGHT-RESTR-01)."""

        ACCURACY_DISPUTED = "R1", _("accuracy disputed")
        OBJECTION_PENDING = "R2", _("objection pending")
        UNLAWFUL = "R3", _("unlawful, but the person prefers restriction")
        NEEDED_FOR_CLAIM = "R4", _("the person needs the data for a claim")

    personal_data = PersonalRecord()

    ground = not_personal(models.CharField(_("ground"), max_length=2, choices=Ground.choices))
    reason = personal(models.CharField(_("reason"), max_length=200, blank=True), Category.PRIVACY_RECORD)
    started_at = not_personal(models.DateTimeField(_("started at")))
    started_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("started by"),
        )
    )
    lift_noticed_at = not_personal(
        models.DateTimeField(_("lifting announced at"), null=True, blank=True, editable=False)
    )
    lifted_at = not_personal(models.DateTimeField(_("lifted at"), null=True, blank=True, editable=False))
    history = HistoricalRecords()

    objects = RestrictionQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(condition=Q(ground__in=["R1", "R2", "R3", "R4"]), name="privacy_restriction_ground"),
            models.UniqueConstraint(
                fields=["data_subject", "subject_kind", "ground"],
                condition=Q(lifted_at__isnull=True),
                name="privacy_restriction_one_active",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True)
                | Q(lift_noticed_at__isnull=False, lifted_at__gte=F("lift_noticed_at")),
                name="privacy_restriction_notice_first",
            ),
        ]

    def __str__(self) -> str:
        return f"RS-{str(self.pk)[-8:]}"
