"""Ways in for a person without an account: what he asked, a link that works once, the visit that it opens (CONS-02)."""

from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, PersonalRecord, not_personal
from privacy.models.subjects import DataSubject

VISIT_COOKIE: Final = "crm_person"
LINK_TERM: Final = timedelta(minutes=15)
IDLE_TERM: Final = timedelta(minutes=15)
VISIT_TERM: Final = timedelta(hours=2)
"""How long a link opens, a visit may rest, and a visit lasts at most."""


class PersonLinkQuerySet(models.QuerySet["PersonLink"]):
    """Questions about links and visits."""

    def unopened(self, at: datetime) -> Self:
        """Links that still open something."""
        return self.filter(opened_at__isnull=True, expires_at__gt=at)

    def running(self, at: datetime) -> Self:
        """Visits that go on: opened not too long ago, and used lately."""
        return self.filter(opened_at__gt=at - VISIT_TERM, seen_at__gt=at - IDLE_TERM)

    def over(self, at: datetime) -> Self:
        """Rows that open nothing any more, whatever they were."""
        return self.filter(
            Q(opened_at__isnull=True, expires_at__lte=at)
            | Q(opened_at__lte=at - VISIT_TERM)
            | Q(seen_at__lte=at - IDLE_TERM)
        )


class PersonLink(models.Model):
    """One way in: first the hash of a link that works once; once opened, the hash of the visit's cookie.

    The link and the cookie themselves are stored nowhere. The row goes when it opens nothing any more.
    """

    personal_data = PersonalRecord(is_whole_person=True)

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    token_hash = not_personal(models.CharField(max_length=64, unique=True, editable=False))
    made_at = not_personal(models.DateTimeField(_("made at"), auto_now_add=True))
    expires_at = not_personal(models.DateTimeField(_("works until")))
    opened_at = not_personal(models.DateTimeField(_("opened at"), null=True))
    seen_at = not_personal(models.DateTimeField(_("last used at"), null=True))

    objects = PersonLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a person")
        verbose_name_plural = _("links of persons")
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - a shape, no secret
                name="privacy_personlink_only_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"PL-{str(self.pk)[-8:]}"


class LinkRequest(models.Model):
    """What somebody typed who asks for a link: an e-mail address, sealed until a worker has looked, then gone.

    Whoever asks gets his answer before anybody looks whether the address is known: so the answer cannot tell.
    """

    personal_data = NotPersonal("Sealed, of somebody unknown, and gone once a worker has looked: no row is anybody's.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    sealed = not_personal(models.BinaryField(editable=False))
    language = not_personal(models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES))
    made_at = not_personal(models.DateTimeField(_("made at"), auto_now_add=True))

    class Meta:
        verbose_name = _("request for a link")
        verbose_name_plural = _("requests for links")

    def __str__(self) -> str:
        return f"LR-{str(self.pk)[-8:]}"
