"""The log of visits by people whom we know: when, and from which network address (CAND-DATA-26, -27, WEB-DATA-04)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    """Questions about visits."""

    def whole_before(self, moment: datetime) -> Self:
        """Visits before a moment of which the whole address still stands here."""
        return self.filter(happened_at__lt=moment, is_shortened=False)

    def before(self, moment: datetime) -> Self:
        """Visits before a moment."""
        return self.filter(happened_at__lt=moment)


class AccessEvent(PersonRow):
    """That a person used the site while signed in; the address is shortened after 30 days and the row goes (RC-LOG).

    Nobody changes a row but the job that shortens it; visits of unknown people are not here.
    """

    personal_data = PersonalRecord()
    is_append_only = True

    happened_at = personal(models.DateTimeField(_("moment")), Category.USAGE)
    ip = personal(models.GenericIPAddressField(_("IP address")), Category.ONLINE_IDENTIFIER)
    is_shortened = not_personal(models.BooleanField(_("address shortened"), default=False))

    objects = AccessEventQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [*PersonRow.Meta.constraints]
        indexes = [
            models.Index(fields=["happened_at"], name="website_accessevent_at"),
            models.Index(
                fields=["happened_at"], condition=models.Q(is_shortened=False), name="website_accessevent_whole"
            ),
            models.Index(fields=["data_subject", "subject_kind"], name="website_accessevent_of_person"),
        ]

    def __str__(self) -> str:
        return f"AE-{str(self.pk)[-8:]}"
