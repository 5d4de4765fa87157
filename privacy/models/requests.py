"""Requests by which persons use their rights: the file, its items, and each step (requirements 3.3)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.subjects import DataSubject
from privacy.vocabulary import (
    Category,
    EraseRule,
    ErasureGround,
    RefusalCode,
    RetentionClass,
    Right,
    SubjectKind,
)

REQUEST_FILE = Keep(RefusalCode.LEGAL_DUTY, RetentionClass.RIGHTS_FILE, "Art. 5(2), 12 GDPR")


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    """Questions about requests."""

    def open(self) -> Self:
        """Requests that still ask for work."""
        return self.exclude(state__in=RightsRequest.ENDED)

    def overdue(self, on: date) -> Self:
        """Open requests whose due date has passed (Article 12(3))."""
        return self.open().filter(due_on__lt=on)


class RightsRequest(models.Model):
    """One message in which a person uses one or more rights; the file that stays holds no identifier (RIGHT-GEN-03)."""

    class Channel(models.TextChoices):
        """How the request reached us (CONTACT-01)."""

        FORM = "form", _("form on our site")
        EMAIL = "email", _("e-mail")
        POST = "post", _("post")
        PHONE = "phone", _("telephone")
        IN_PERSON = "in_person", _("in person")
        TERM = "term", _("end of the retention term")

    class State(models.TextChoices):
        """Where the request stands."""

        RECEIVED = "received", _("received")
        AWAITING_IDENTITY = "awaiting_identity", _("waiting for proof of identity")
        AWAITING_CLARIFICATION = "awaiting_clarification", _("waiting for clarification")
        AWAITING_FEE = "awaiting_fee", _("waiting for a fee")
        IN_ASSESSMENT = "in_assessment", _("in assessment")
        PROPOSED = "proposed", _("proposed, waits for a second person")
        APPROVED = "approved", _("approved")
        PARTLY_APPROVED = "partly_approved", _("partly approved")
        EXECUTING = "executing", _("being carried out")
        FAILED = "failed", _("failed, will be retried")
        NOTIFYING = "notifying", _("telling recipients")
        READY = "ready", _("ready for the person")
        CLOSED = "closed", _("closed")
        PARTLY_REFUSED = "partly_refused", _("closed, partly refused")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    ENDED = (State.CLOSED, State.PARTLY_REFUSED, State.REFUSED, State.WITHDRAWN)

    personal_data = PersonalRecord(is_whole_person=True, keep=REQUEST_FILE)

    number = not_personal(models.BigAutoField(primary_key=True))
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, null=True, blank=True, related_name="requests")
    )
    channel = not_personal(models.CharField(_("received by"), max_length=10, choices=Channel.choices))
    received_on = not_personal(models.DateField(_("received on")))
    due_on = not_personal(models.DateField(_("due on")))
    extended_until = not_personal(models.DateField(_("extended until"), null=True, blank=True))
    state = not_personal(
        models.CharField(_("state"), max_length=24, choices=State.choices, default=State.RECEIVED, editable=False)
    )
    answer_by = not_personal(models.CharField(_("answered by"), max_length=10, choices=Channel.choices, blank=True))
    answer_to = personal(
        models.CharField(_("address for the answer"), max_length=320, blank=True),
        Category.CONTACT,
        erase=EraseRule.CLEAR,
    )
    opened_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("opened by")
        )
    )
    opened_at = not_personal(models.DateTimeField(_("opened at"), auto_now_add=True))
    closed_at = not_personal(models.DateTimeField(_("closed at"), null=True, blank=True, editable=False))
    history = HistoricalRecords()

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("rights request")
        verbose_name_plural = _("rights requests")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(answer_to=""), name="privacy_rightsrequest_closed_is_anonymous"
            ),
        ]

    def __str__(self) -> str:
        return f"DSR-{self.received_on.year}-{self.number:04d}"


class RightsRequestItem(models.Model):
    """One right asked for in one role, and what was decided on it (requirements 3.1)."""

    class Decision(models.TextChoices):
        """What was decided."""

        PENDING = "pending", _("not decided")
        GRANTED = "granted", _("granted")
        PARTLY = "partly", _("granted in part")
        REFUSED = "refused", _("refused")

    personal_data = PersonalRecord(keep=REQUEST_FILE)

    request = not_personal(models.ForeignKey(RightsRequest, models.PROTECT, related_name="items"))
    data_subject = not_personal(models.ForeignKey(DataSubject, models.PROTECT, null=True, related_name="+"))
    subject_kind = not_personal(models.CharField(_("role"), max_length=20, choices=SubjectKind.choices))
    right = not_personal(models.CharField(_("right"), max_length=20, choices=Right.choices))
    ground = not_personal(models.CharField(_("ground"), max_length=2, choices=ErasureGround.choices, blank=True))
    decision = not_personal(
        models.CharField(_("decision"), max_length=8, choices=Decision.choices, default=Decision.PENDING)
    )
    code = not_personal(models.CharField(_("refusal code"), max_length=2, choices=RefusalCode.choices, blank=True))
    reason = personal(models.TextField(_("reason"), blank=True), Category.PRIVACY_RECORD, erase=EraseRule.CLEAR)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("item of a request")
        verbose_name_plural = _("items of a request")
        constraints = [
            models.UniqueConstraint(fields=["request", "right", "subject_kind"], name="privacy_rightsrequestitem_once"),
            models.CheckConstraint(
                condition=~Q(decision__in=["refused", "partly"]) | ~Q(code=""),
                name="privacy_rightsrequestitem_refusal_has_code",
            ),
            models.CheckConstraint(
                condition=~Q(right=Right.ERASURE)
                | Q(code__in=["", "E1", "E2", "E3", "E4", "E5", "F1", "F2", "I1", "N1", "N2"]),
                name="privacy_rightsrequestitem_erasure_codes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.right}"


class RequestTransition(models.Model):
    """One step of a request: from which state to which, by whom and when; nothing here is ever changed."""

    personal_data = PersonalRecord(is_whole_person=True, keep=REQUEST_FILE)
    is_append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    request = not_personal(models.ForeignKey(RightsRequest, models.PROTECT, related_name="transitions"))
    data_subject = not_personal(models.ForeignKey(DataSubject, models.PROTECT, null=True, related_name="+"))
    from_state = not_personal(
        models.CharField(_("from status"), max_length=24, choices=RightsRequest.State.choices, blank=True)
    )
    to_state = not_personal(models.CharField(_("to status"), max_length=24, choices=RightsRequest.State.choices))
    at = not_personal(models.DateTimeField(_("moment"), auto_now_add=True))
    by = not_personal(models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"))
    code = not_personal(models.CharField(_("code"), max_length=40, blank=True))

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of a request")

    def __str__(self) -> str:
        return f"{self.request_id}: {self.to_state}"
