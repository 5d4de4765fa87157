"""The register of cookies, and the log of what visitors chose (requirements 1.12)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.cookies import CookieCategory, CookieKind, declared
from privacy.declarations import NOT_PERSONAL, NotPersonal, not_personal
from privacy.models import LegalText

WHAT_IS_ASKED: Final = (
    "name",
    "category",
    "provider",
    "purpose_nl",
    "purpose_en",
    "kind",
    "lifetime_days",
    "recipient_country",
)


class RegisteredCookieQuerySet(models.QuerySet["RegisteredCookie"]):
    """Questions about the register."""

    def active(self) -> Self:
        """What may be set, given the consent that it needs; in the order of the page."""
        return self.filter(is_active=True).order_by("category", "name")

    def asked(self) -> Self:
        """What the visitor is asked about: it is set after a yes alone."""
        return self.active().filter(is_on_request=False).exclude(category=CookieCategory.NECESSARY)


class RegisteredCookie(models.Model):
    """One use of one cookie, or of the browser's storage; what stands in no row is never set (COOKIE-09)."""

    personal_data = NOT_PERSONAL

    name = not_personal(models.CharField(_("name"), max_length=60))
    category = not_personal(models.CharField(_("category"), max_length=15, choices=CookieCategory.choices))
    provider = not_personal(
        models.CharField(_("provider"), max_length=200, blank=True, help_text=_("Empty where it is ourselves."))
    )
    purpose_nl = not_personal(models.CharField(_("purpose, in Dutch"), max_length=300))
    purpose_en = not_personal(models.CharField(_("purpose, in English"), max_length=300))
    kind = not_personal(models.CharField(_("stays"), max_length=9, choices=CookieKind.choices))
    lifetime_days = not_personal(models.PositiveSmallIntegerField(_("lifetime in days"), null=True, blank=True))
    recipient_country = not_personal(
        models.CharField(
            _("country of the recipient"), max_length=2, default="NL", help_text=_("Two letters, such as NL.")
        )
    )
    is_on_request = not_personal(
        models.BooleanField(
            _("on request"), default=False, help_text=_("Set only when the visitor asks for it at that moment.")
        )
    )
    is_active = not_personal(models.BooleanField(_("active"), default=True))
    history = HistoricalRecords()

    objects = RegisteredCookieQuerySet.as_manager()

    class Meta:
        verbose_name = _("cookie")
        verbose_name_plural = _("cookie register")
        ordering = ["category", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "category"], name="website_cookie_once"),
            models.CheckConstraint(
                condition=Q(category__in=CookieCategory.values, kind__in=CookieKind.values),
                name="website_cookie_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=CookieKind.PERMANENT, lifetime_days__isnull=False, lifetime_days__gte=1)
                | (~Q(kind=CookieKind.PERMANENT) & Q(lifetime_days__isnull=True)),
                name="website_cookie_lifetime",
                violation_error_message=_("A permanent cookie has a lifetime, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=~Q(category=CookieCategory.NECESSARY) | Q(is_active=True, is_on_request=False),
                name="website_cookie_necessary_is_on",
                violation_error_message=_("What is strictly necessary cannot be switched off."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(purpose_nl="") & ~Q(purpose_en=""), name="website_cookie_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Let nobody call a cookie necessary that the application does not need to work (COOKIE-03)."""
        super().clean()
        if self.category == CookieCategory.NECESSARY and not self.is_shipped:
            raise ValidationError(
                {"category": _("Only the cookies of the application itself are strictly necessary. Choose another.")}
            )

    @property
    def is_shipped(self) -> bool:
        """Whether the application itself sets it."""
        return (self.name, str(self.category)) in declared()

    @property
    def purpose(self) -> str:
        """What it is for, in the language of the reader."""
        return self.purpose_nl if (get_language() or "").startswith("nl") else self.purpose_en


def register_version(asked: Iterable[RegisteredCookie]) -> str:
    """Return the mark of what visitors are asked about; another mark asks them again."""
    rows = sorted([str(getattr(cookie, name)) for name in WHAT_IS_ASKED] for cookie in asked)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]


class CookieChoiceQuerySet(models.QuerySet["CookieChoice"]):
    """Questions about choices."""

    def before(self, moment: datetime) -> Self:
        """Choices made before a moment."""
        return self.filter(chosen_at__lt=moment)


class CookieChoice(models.Model):
    """Proof of one choice about cookies: a random number, which register and which text, when (COOKIE-11).

    Nobody can tell whose it is but the browser that keeps the number; we ask nothing to find out (LAW-05). What the
    register said at that moment stands in its history.
    """

    personal_data = NotPersonal("A random number that stands in one browser; nothing here leads to a person.")
    is_append_only = True

    class Method(models.TextChoices):
        """Where the choice was made."""

        ACCEPT = "accept", _("accepted in the dialogue")
        REFUSE = "refuse", _("refused in the dialogue")
        SETTINGS = "settings", _("chosen in the settings")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid4, editable=False))
    chosen_at = not_personal(models.DateTimeField(_("chosen at"), db_index=True))
    register = not_personal(models.CharField(_("version of the register"), max_length=16))
    text = not_personal(
        models.ForeignKey(LegalText, models.PROTECT, related_name="+", verbose_name=_("text that was shown"))
    )
    method = not_personal(models.CharField(_("how"), max_length=8, choices=Method.choices))
    asked = not_personal(
        ArrayField(models.CharField(max_length=15, choices=CookieCategory.choices), verbose_name=_("asked about"))
    )
    accepted = not_personal(
        ArrayField(
            models.CharField(max_length=15, choices=CookieCategory.choices), verbose_name=_("allowed"), blank=True
        )
    )

    objects = CookieChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("cookie choice")
        verbose_name_plural = _("cookie choices")
        constraints = [
            models.CheckConstraint(condition=Q(asked__contains=F("accepted")), name="website_cookiechoice_was_asked"),
        ]

    def __str__(self) -> str:
        return f"CK-{str(self.pk)[:8]}"
