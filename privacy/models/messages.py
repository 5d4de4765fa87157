"""Messages to persons and about them: they wait here until they are sent (architecture: PostgreSQL is the truth)."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Case, DateField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.subjects import Recipient
from privacy.models.texts import LegalText
from privacy.vocabulary import Category, Channel, Purpose, RefusalCode, RetentionClass

REQUEST_FILE_TERM = timedelta(days=730)


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def queued(self) -> Self:
        """Messages that a worker will send."""
        return self.filter(state=Message.State.QUEUED)

    def kept(self) -> Self:
        """Messages that no worker sends, for no mail server is set: staff hand them over."""
        return self.filter(state=Message.State.KEPT)

    def waiting(self) -> Self:
        """Messages that did not go yet and can be taken back."""
        return self.filter(state__in=[Message.State.QUEUED, Message.State.KEPT])


class Message(PersonRow):
    """One message, to the person himself or, where `recipient` is set, to an organisation about him (Article 19).

    What must still be said after an erasure is kept until delivered; its address and text then go at once, and what
    remains says only that it was sent. History holds neither.
    """

    class State(models.TextChoices):
        """Where the message stands. Kept: not sent, no mail server is set. Told: handed over in another way."""

        QUEUED = "queued", _("waits")
        KEPT = "kept", _("not sent: no mail server is set")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")
        TOLD = "told", _("told in another way")

    class ToldBy(models.TextChoices):
        """How staff told the person what a message from here did not."""

        SPOKEN = "spoken", _("spoken, on the phone or face to face")
        LETTER = "letter", _("by letter")
        HANDED = "handed", _("handed over")
        OTHER = "other", _("in another way")

    personal_data = PersonalRecord(
        keep=Keep(
            RefusalCode.LEGAL_DUTY,
            RetentionClass.RIGHTS_FILE,
            "Art. 12(3), 19 GDPR",
            until=Case(
                When(
                    keep_until_delivered=True,
                    then=Cast(
                        ExpressionWrapper(F("created_at") + REQUEST_FILE_TERM, output_field=models.DateTimeField()),
                        output_field=DateField(),
                    ),
                ),
                default=Value(None),
                output_field=DateField(),
            ),
        )
    )

    recipient = not_personal(
        models.ForeignKey(
            Recipient, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
        )
    )
    purpose = not_personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices))
    channel = not_personal(
        models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    )
    to_address = personal(models.CharField(_("to"), max_length=320, blank=True), Category.CONTACT)
    subject_line = personal(models.CharField(_("subject"), max_length=200, blank=True), Category.CORRESPONDENCE)
    body = personal(models.TextField(_("text"), blank=True), Category.CORRESPONDENCE)
    text = not_personal(
        models.ForeignKey(
            LegalText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version of the text")
        )
    )
    is_secret = not_personal(models.BooleanField(_("holds a link that opens something once"), default=False))
    decision_code = not_personal(models.CharField(_("why it may be sent"), max_length=20))
    last_code = not_personal(models.CharField(_("answer when it was sent"), max_length=20, blank=True))
    last_asked_at = not_personal(models.DateTimeField(_("asked last at"), null=True, blank=True))
    carries_notice = not_personal(models.BooleanField(_("tells where the data come from"), default=False))
    occasion = not_personal(models.CharField(_("on what occasion"), max_length=20, blank=True))
    language = not_personal(models.CharField(_("language"), max_length=5))
    state = not_personal(models.CharField(_("state"), max_length=9, choices=State.choices, default=State.QUEUED))
    attempts = not_personal(models.PositiveSmallIntegerField(_("attempts"), default=0))
    error_code = not_personal(models.CharField(_("error code"), max_length=40, blank=True))
    created_at = not_personal(models.DateTimeField(_("queued at"), auto_now_add=True))
    sent_at = not_personal(models.DateTimeField(_("sent at"), null=True, blank=True))
    told_way = not_personal(models.CharField(_("told how"), max_length=6, choices=ToldBy.choices, blank=True))
    told_on = not_personal(models.DateField(_("told on"), null=True, blank=True))
    told_note = personal(
        models.CharField(_("what shows that the person was told"), max_length=200, blank=True),
        Category.PRIVACY_RECORD,
    )
    keep_until_delivered = not_personal(models.BooleanField(_("stays until delivered"), default=False))
    history = HistoricalRecords(excluded_fields=["to_address", "subject_line", "body", "told_note"])

    objects = MessageQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values) & Q(channel__in=Channel.values),
                name="privacy_message_known_purpose",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state__in=["queued", "kept", "failed", "cancelled", "told"], sent_at__isnull=True),
                name="privacy_message_sent_at",
            ),
            models.CheckConstraint(
                condition=Q(keep_until_delivered=False)
                | Q(state__in=["queued", "kept"])
                | Q(to_address="", subject_line="", body="", told_note=""),
                name="privacy_message_kept_is_emptied",
            ),
            models.CheckConstraint(
                condition=Q(told_way="", told_on__isnull=True, told_note="")
                | (Q(state="told", told_on__isnull=False) & ~Q(told_way="")),
                name="privacy_message_told_how",
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(state__in=["queued", "kept"]) | Q(body=""),
                name="privacy_message_secret_is_emptied",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state="queued"), name="privacy_message_waiting"),
            models.Index(
                fields=["id"], condition=Q(state__in=["kept", "failed"]), name="privacy_message_did_not_leave"
            ),
        ]

    def __str__(self) -> str:
        return f"M-{str(self.pk)[-8:]}"
