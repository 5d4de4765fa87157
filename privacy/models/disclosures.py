"""The record of what left the house: to whom, what, why, when (Articles 15(1)(c) and 19, SHARE-01)."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.subjects import Recipient
from privacy.vocabulary import Category, LawfulBasis, Purpose, SubjectKind


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Questions about disclosures."""

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """What left about one person in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)

    def recipients(self) -> models.QuerySet[Recipient]:
        """Who received any of this: those to be told of a correction or erasure (SHARE-07)."""
        return Recipient.objects.filter(pk__in=self.values("recipient")).order_by("pk")


class Disclosure(PersonRow):
    """That a recipient got these fields of a person, for a purpose, on a basis; nothing here is ever changed.

    It goes with the person: whom to tell of an erasure is read from it before (Article 19).
    """

    personal_data = PersonalRecord()
    is_append_only = True

    recipient = personal(
        models.ForeignKey(Recipient, models.PROTECT, related_name="disclosures", verbose_name=_("recipient")),
        Category.DEALINGS,
    )
    purpose = not_personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices))
    basis = not_personal(models.CharField(_("basis"), max_length=1, choices=LawfulBasis.choices))
    fields = personal(ArrayField(models.CharField(max_length=150), verbose_name=_("fields")), Category.PRIVACY_RECORD)
    disclosed_at = personal(models.DateTimeField(_("disclosed at")), Category.PRIVACY_RECORD)
    disclosed_by = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    )
    reference = not_personal(models.CharField(_("reference"), max_length=60, blank=True))

    objects = DisclosureQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="privacy_disclosure_known_purpose"),
            models.CheckConstraint(condition=Q(basis__in=LawfulBasis.values), name="privacy_disclosure_known_basis"),
            models.CheckConstraint(condition=Q(fields__len__gte=1), name="privacy_disclosure_says_what"),
        ]

    def __str__(self) -> str:
        return f"DI-{str(self.pk)[-8:]}"
