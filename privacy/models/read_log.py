"""The log of who read a sealed value (SEC-01, requirements 1.2 rows marked with a dot)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.subjects import DataSubject, Recipient
from privacy.vocabulary import Category, Purpose, RefusalCode, RetentionClass, SubjectKind

KEPT = timedelta(days=365)


class ReadLogEntry(PersonRow):
    """That somebody saw a sealed value: which field of whom, for what purpose; never the value, never changed.

    Without an actor it was the person himself, who asked for his data on his own page (Article 15).
    The value is a person's, or an organisation's (SUP-DATA-02). The row outlives an erasure for its term: otherwise
    who misused a value could have the proof erased.
    """

    personal_data = PersonalRecord(
        keep=Keep(
            RefusalCode.LEGAL_DUTY,
            RetentionClass.LOG,
            "Art. 5(2), 32 GDPR",
            until=Cast(
                ExpressionWrapper(F("read_at") + KEPT, output_field=models.DateTimeField()), output_field=DateField()
            ),
        )
    )
    is_append_only = True

    data_subject = not_personal(
        models.ForeignKey(
            DataSubject, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
        )
    )
    subject_kind = not_personal(
        models.CharField(_("role of the person"), max_length=20, choices=SubjectKind.choices, blank=True)
    )
    recipient = not_personal(
        models.ForeignKey(
            Recipient, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
        )
    )
    field = personal(models.CharField(_("field"), max_length=150), Category.PRIVACY_RECORD)
    purpose = personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices), Category.PRIVACY_RECORD)
    actor = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("read by")
        )
    )
    read_at = personal(models.DateTimeField(_("read at"), auto_now_add=True), Category.PRIVACY_RECORD)

    class Meta(PersonRow.Meta):
        verbose_name = _("reading of a sealed value")
        verbose_name_plural = _("readings of sealed values")
        constraints = [
            models.CheckConstraint(
                condition=Q(data_subject__isnull=False, subject_kind__in=SubjectKind.values, recipient__isnull=True)
                | Q(data_subject__isnull=True, subject_kind="", recipient__isnull=False),
                name="privacy_readlogentry_one_owner",
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="privacy_readlogentry_known_purpose"),
        ]
        indexes = [models.Index(fields=["read_at"], name="privacy_readlogentry_at")]

    def __str__(self) -> str:
        return f"RL-{str(self.pk)[-8:]}"
