"""Data that stand on the candidate's consent alone: without a living one they are refused, with it they go."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.exceptions import NotFromCandidate
from candidates.models.consents import ConsentedRow
from candidates.models.documents import random_key
from candidates.models.dossier import DossierRow
from candidates.models.hire import categories_of
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import not_personal, personal
from privacy.vocabulary import THIRD_PARTY_SOURCES, Category, Purpose, Source


class InferredInterest(ConsentedRow, DossierRow):
    """What we concluded about a candidate's interests from what he did (CAND-DATA-22)."""

    consent_purpose = Purpose.PROFILING
    needs_explicit_consent = True

    interest = personal(models.CharField(_("interest"), max_length=200), Category.INFERRED_INTERESTS)
    inferred_from = personal(models.CharField(_("inferred from"), max_length=300), Category.INFERRED_INTERESTS)
    created_at = not_personal(models.DateTimeField(_("created at"), auto_now_add=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("inferred interest")
        verbose_name_plural = _("inferred interests")


class Photo(ConsentedRow, DossierRow):
    """The candidate's picture, handed in by himself (CAND-DATA-05): in no list, no search and no CV for a client."""

    consent_purpose = Purpose.PHOTO

    file = personal(models.FileField(_("file"), upload_to=random_key, max_length=60), Category.PHOTO)
    content_type = not_personal(models.CharField(_("type"), max_length=20, editable=False))
    size = not_personal(models.BigIntegerField(_("size in bytes"), editable=False))
    uploaded_at = not_personal(models.DateTimeField(_("uploaded at"), auto_now_add=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.UniqueConstraint(fields=["candidate"], name="candidates_photo_one"),
            models.CheckConstraint(
                condition=~Q(source__in=sorted(THIRD_PARTY_SOURCES)), name="candidates_photo_from_candidate"
            ),
            models.CheckConstraint(
                condition=Q(file__regex=r"^documents/[0-9a-f]{2}/[0-9a-f]{32}$"), name="candidates_photo_random_key"
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=["image/jpeg", "image/png", "image/webp"]), name="candidates_photo_type"
            ),
        ]

    def clean(self) -> None:
        """Refuse a picture that somebody else gave, or that was found somewhere."""
        if self.source and Source(self.source).is_third_party:
            raise NotFromCandidate
        super().clean()


class CurrentRemuneration(DossierRow):
    """What a candidate earns now, if he says so by himself; off, because it may not be asked (LAW-26)."""

    salary = personal(
        models.DecimalField(_("salary a month"), max_digits=9, decimal_places=2, null=True, blank=True),
        Category.CURRENT_REMUNERATION,
    )
    pension = personal(models.CharField(_("pension"), max_length=200, blank=True), Category.CURRENT_REMUNERATION)
    benefits = personal(models.CharField(_("benefits"), max_length=300, blank=True), Category.CURRENT_REMUNERATION)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("current remuneration")
        verbose_name_plural = _("current remunerations")
        constraints = [
            models.CheckConstraint(
                condition=Q(salary__isnull=True) | Q(salary__gte=0), name="candidates_currentremuneration_salary"
            )
        ]

    def categories_held(self) -> frozenset[Category]:
        """Return the categories of the whole row: an empty one is refused as a full one is."""
        return categories_of(self)
