"""How the site is used: counts without people, and pages that a person let us join to him (WEB-DATA-01, -02, -05)."""

from typing import Final, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import NotPersonal, PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category, SubjectKind

JOINED_KINDS: Final = [SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT]
"""Whose use of the site may be joined to them, if they agree: nobody else is shown vacancies or candidates."""


class PageCountQuerySet(models.QuerySet["PageCount"]):
    """Questions about counts, and the one deed on them."""

    def add_one(self, **key: object) -> None:
        """Count one more under a key; two at once are both counted."""
        row = self.filter(**key)
        if not row.update(views=F("views") + 1):
            self.bulk_create([self.model(views=0, **key)], ignore_conflicts=True)
            row.update(views=F("views") + 1)


class PageCount(models.Model):
    """How often a kind of page was seen in one hour, by a family of browsers, in a language; nobody stands in it.

    A visit begins with the page to which somebody came from elsewhere or by himself; no number ties its pages together.
    """

    class CameFrom(models.TextChoices):
        """How a visitor came to the page."""

        HERE = "here", _("from a page of ours, in the same visit")
        DIRECT = "direct", _("by himself: the visit begins")
        ELSEWHERE = "elsewhere", _("from another site: the visit begins")

    class Browser(models.TextChoices):
        """The family of a browser; versions would tell too much."""

        FIREFOX = "firefox", "Firefox"
        EDGE = "edge", "Edge"
        CHROME = "chrome", "Chrome"
        SAFARI = "safari", "Safari"
        OTHER = "other", _("another")

    personal_data = NotPersonal("Sums by the hour; nothing here leads to a person (RC-ANON).")

    hour = not_personal(models.DateTimeField(_("hour")))
    page = not_personal(models.CharField(_("kind of page"), max_length=60))
    browser = not_personal(models.CharField(_("browser"), max_length=7, choices=Browser.choices))
    language = not_personal(models.CharField(_("language"), max_length=5))
    came_from = not_personal(models.CharField(_("came"), max_length=9, choices=CameFrom.choices))
    views = not_personal(models.PositiveIntegerField(_("views")))

    objects = PageCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of pages")
        verbose_name_plural = _("counts of pages")
        constraints = [
            models.UniqueConstraint(
                fields=["hour", "page", "browser", "language", "came_from"], name="website_pagecount_once"
            )
        ]

    def __str__(self) -> str:
        return f"PV-{self.pk}"


class VisitedPageQuerySet(models.QuerySet["VisitedPage"]):
    """Questions about visited pages."""

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """What one person looked at, in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)


class VisitedPage(PersonRow):
    """A kind of page that a person looked at on a day, joined to him because he agreed (WEB-DATA-05, COOKIE-06).

    It is written only while he is signed in by his own link, and goes with his consent.
    """

    personal_data = PersonalRecord()

    page = personal(models.CharField(_("kind of page"), max_length=60), Category.BROWSING)
    seen_on = personal(models.DateField(_("seen on")), Category.BROWSING)
    history = HistoricalRecords()

    objects = VisitedPageQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("visited page")
        verbose_name_plural = _("visited pages")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject_kind__in=JOINED_KINDS), name="website_visitedpage_of_candidate_or_client"
            ),
        ]
        indexes = [models.Index(fields=["data_subject", "subject_kind", "seen_on"], name="website_visitedpage_of")]

    def __str__(self) -> str:
        return f"VP-{str(self.pk)[-8:]}"
