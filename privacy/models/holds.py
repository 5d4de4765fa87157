"""Legal holds: what a claim or a regulator keeps from erasure (Article 17(3)(e), CLAIM-01)."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category, RefusalCode, RetentionClass, SubjectKind

LONGEST_TO_REVIEW = timedelta(days=184)  # six months


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Questions about holds."""

    def open(self) -> Self:
        """Holds that are not released."""
        return self.filter(released_at__isnull=True)

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """Holds on one person in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)

    def covering(self, model_label: str) -> Self:
        """Holds whose scope takes in a store (`app.model`); an empty scope takes in all."""
        return self.filter(Q(scope=[]) | Q(scope__contains=[model_label]))

    def to_review(self, on: date) -> Self:
        """Open holds whose review is due (CLAIM-02)."""
        return self.open().filter(review_on__lte=on)


class LegalHold(PersonRow):
    """That records of a person must not be erased: for which matter, in which scope, until when reviewed (RET-03)."""

    personal_data = PersonalRecord(
        keep=Keep(
            RefusalCode.LEGAL_CLAIM,
            RetentionClass.PROOF,
            "Art. 17(3)(e) GDPR",
            until=Coalesce(TruncDate("released_at"), Value(date.max), output_field=DateField()),
        )
    )

    matter = personal(models.CharField(_("matter"), max_length=100), Category.PRIVACY_RECORD)
    scope = not_personal(
        ArrayField(
            models.CharField(max_length=100), default=list, blank=True, verbose_name=_("stores, or empty for all")
        )
    )
    reason = personal(models.TextField(_("reason")), Category.PRIVACY_RECORD)
    opened_by = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    )
    opened_at = not_personal(models.DateTimeField(_("opened at")))
    reviewed_on = not_personal(models.DateField(_("last reviewed on")))
    review_on = not_personal(models.DateField(_("review on")))
    released_at = not_personal(models.DateTimeField(_("released at"), null=True, blank=True, editable=False))
    history = HistoricalRecords()

    objects = LegalHoldQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason="") & ~Q(matter=""), name="privacy_legalhold_reason"),
            models.CheckConstraint(
                condition=Q(
                    review_on__gt=F("reviewed_on"),
                    review_on__lte=ExpressionWrapper(F("reviewed_on") + LONGEST_TO_REVIEW, output_field=DateField()),
                ),
                name="privacy_legalhold_reviewed_often",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(released_at__gte=F("opened_at")),
                name="privacy_legalhold_released_after",
            ),
        ]
        indexes = [
            models.Index(fields=["review_on"], condition=Q(released_at__isnull=True), name="privacy_legalhold_review")
        ]

    def __str__(self) -> str:
        return f"LH-{str(self.pk)[-8:]}"
