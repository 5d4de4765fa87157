"""What marketing without a consent may rest on: what truly happened, and what was offered then (Tw 11.7, MKT-04)."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category, Channel, Ground, SubjectKind


class MarketingGroundQuerySet(models.QuerySet["MarketingGround"]):
    """Questions about grounds."""

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """What one person did in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)


class MarketingGround(PersonRow):
    """That a person applied, gave us a CV or an order, or published an address for offers; never changed.

    A soft opt-in is no consent and is stored nowhere: it is computed from these (MKT-04). `is_opt_out_offered` says
    that, when it happened, the person could refuse marketing on this channel, plainly and free of charge.
    """

    personal_data = PersonalRecord()
    is_append_only = True

    ground = personal(models.CharField(_("what happened"), max_length=12, choices=Ground), Category.PRIVACY_RECORD)
    channel = personal(
        models.CharField(_("channel"), max_length=10, choices=Channel.choices, blank=True), Category.PRIVACY_RECORD
    )
    is_opt_out_offered = personal(
        models.BooleanField(_("an opt-out was offered then"), default=False), Category.PRIVACY_RECORD
    )
    happened_on = personal(models.DateField(_("on")), Category.PRIVACY_RECORD)
    evidence = personal(
        models.CharField(
            _("evidence"),
            max_length=500,
            blank=True,
            help_text=_("Where this can be seen; of a published address the page on which it stands."),
        ),
        Category.PRIVACY_RECORD,
    )
    recorded_at = personal(
        models.DateTimeField(_("recorded at"), default=timezone.now, editable=False), Category.PRIVACY_RECORD
    )
    recorded_by = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    )

    objects = MarketingGroundQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("ground of marketing")
        verbose_name_plural = _("grounds of marketing")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values, channel__in=["", *Channel.values]),
                name="privacy_marketingground_known",
            ),
            models.CheckConstraint(
                condition=Q(is_opt_out_offered=False) | ~Q(channel=""), name="privacy_marketingground_offered_where"
            ),
            models.CheckConstraint(
                condition=~Q(ground="published") | (~Q(channel="") & ~Q(evidence="")),
                name="privacy_marketingground_published_where",
            ),
        ]
        indexes = [models.Index(fields=["data_subject", "subject_kind"], name="privacy_marketingground_of")]

    def __str__(self) -> str:
        return f"MG-{str(self.pk)[-8:]}"
