"""What messages and files have in common that are about somebody whom we may not know yet."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.declarations import not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.subjects import DataSubject
from privacy.vocabulary import Category, Identifier, SubjectKind


def last_day_to_wait() -> date:
    """The last day on which something that came in today may wait (`CRM_MAIL_WAIT_DAYS`)."""
    return timezone.localdate() + timedelta(days=settings.CRM_MAIL_WAIT_DAYS)


class MaybeOwned(PersonRow):
    """A row about a person, or about an address of which nobody has said yet whose it is.

    Until then an erasure finds it by the address; it goes by itself after its last day.
    """

    data_subject = not_personal(
        models.ForeignKey(
            DataSubject, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
        )
    )
    subject_kind = not_personal(
        models.CharField(_("role of the person"), max_length=20, choices=SubjectKind.choices, blank=True)
    )
    address = personal(
        models.CharField(_("e-mail"), max_length=320, blank=True, db_index=True),
        Category.CONTACT,
        identifier=Identifier.EMAIL,
    )
    expires_on = not_personal(models.DateField(_("goes after"), default=last_day_to_wait, db_index=True))
    created_at = not_personal(models.DateTimeField(_("came in at"), auto_now_add=True))

    class Meta(PersonRow.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(data_subject__isnull=True, subject_kind="")
                | Q(data_subject__isnull=False, subject_kind__in=SubjectKind.values),
                name="%(app_label)s_%(class)s_person_in_a_role",
            ),
        ]
        indexes = [models.Index(fields=["data_subject", "subject_kind"], name="%(app_label)s_%(class)s_person")]
