"""What happened between us and people: who took part, and what was written down about each of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models.free_text import refuse_bsn
from cluster_crm.web.uuid7 import uuid7
from privacy.contact_events import ContactEvent, is_meaningful
from privacy.declarations import NotPersonal, PersonalRecord, not_personal, personal
from privacy.models import Recipient
from privacy.models.person_row import PersonRow
from privacy.models.personal import PersonalModel, Sourced
from privacy.vocabulary import Category, SubjectKind


class Interaction(models.Model):
    """A call, meeting or message (CLI-DATA-06); it says nothing about anybody, its participants and notes do."""

    class Kind(models.TextChoices):
        """In what way."""

        CALL = "call", _("conversation by telephone")
        MEETING = "meeting", _("meeting in person")
        VIDEO = "video", _("video call")
        EMAIL = "email", _("e-mail")
        CHAT = "chat", _("text or chat message")
        LETTER = "letter", _("letter")
        VOICEMAIL = "voicemail", _("voicemail")
        NOTE = "note", _("internal note")

    class Direction(models.TextChoices):
        """Who began it."""

        INBOUND = "inbound", _("from the person")
        OUTBOUND = "outbound", _("from us")
        INTERNAL = "internal", _("among ourselves")

    CONVERSATIONS = frozenset({Kind.CALL, Kind.MEETING, Kind.VIDEO})

    personal_data = NotPersonal("Kind and moment; who took part stands in the participants.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    kind = not_personal(models.CharField(_("kind"), max_length=10, choices=Kind.choices))
    direction = not_personal(models.CharField(_("direction"), max_length=8, choices=Direction.choices))
    is_about_service = not_personal(models.BooleanField(_("about roles or our service"), default=True))
    happened_at = not_personal(models.DateTimeField(_("happened at"), db_index=True))
    recipient = not_personal(
        models.ForeignKey(
            Recipient, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
        )
    )
    created_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("recorded by")
        )
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction__in=["inbound", "outbound"]) & ~models.Q(kind="note")
                | models.Q(direction="internal", kind="note"),
                name="people_interaction_known_direction",
            ),
        ]

    def __str__(self) -> str:
        return f"I-{str(self.pk)[-8:]}"

    @property
    def event(self) -> ContactEvent:
        """What happened, in the words of the retention rule (4.2)."""
        if self.kind == self.Kind.NOTE:
            return ContactEvent.INTERNAL
        if self.kind in self.CONVERSATIONS:
            return ContactEvent.CONVERSATION
        if self.kind == self.Kind.VOICEMAIL:
            return ContactEvent.UNANSWERED
        is_reply = self.direction == self.Direction.INBOUND
        return ContactEvent.MESSAGE_FROM if is_reply else ContactEvent.MESSAGE_TO

    def is_meaningful_to(self, kind: SubjectKind | str) -> bool:
        """Whether the retention term of somebody in this role runs anew from it."""
        return is_meaningful(self.event, kind, is_about_service=self.is_about_service)


class ContactReason(models.TextChoices):
    """Why we contacted somebody who was only named to us (GLO-07, USE-EM-01)."""

    REFERENCE = "reference", _("to ask for a reference")
    EMERGENCY = "emergency", _("accident or emergency")
    DEATH = "death", _("accident or death")
    DATA_UPDATE = "data_update", _("to bring the details up to date")


REASONS = {
    SubjectKind.REFEREE: frozenset({ContactReason.REFERENCE, ContactReason.DATA_UPDATE}),
    SubjectKind.EMERGENCY_CONTACT: frozenset({ContactReason.EMERGENCY, ContactReason.DEATH, ContactReason.DATA_UPDATE}),
}


class InteractionParticipant(PersonRow):
    """That a person took part in an interaction, and in which role; whoever was only named to us, for which reason."""

    personal_data = PersonalRecord()

    interaction = not_personal(
        models.ForeignKey(Interaction, models.CASCADE, related_name="participants", verbose_name=_("interaction"))
    )
    reason = not_personal(models.CharField(_("reason"), max_length=12, choices=ContactReason.choices, blank=True))
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["interaction", "data_subject", "subject_kind"], name="people_interactionparticipant_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(subject_kind__in=list(REASONS)) & models.Q(reason="")
                | models.Q(subject_kind="referee", reason__in=["reference", "data_update"])
                | models.Q(subject_kind="emergency_contact", reason__in=["emergency", "death", "data_update"]),
                name="people_interactionparticipant_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"IP-{str(self.pk)[-8:]}"


class InteractionNote(PersonRow, Sourced, PersonalModel):
    """What was written down about one person at an interaction; free text belongs to one person alone.

    Nothing is written about who was only named to us (REF-DATA-01, REF-DATA-02).
    """

    personal_data = PersonalRecord()

    interaction = not_personal(
        models.ForeignKey(Interaction, models.CASCADE, related_name="notes", verbose_name=_("interaction"))
    )
    text = personal(models.TextField(_("text")), Category.DEALINGS)
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(text=""), name="people_interactionnote_has_text"),
            models.CheckConstraint(
                condition=~models.Q(subject_kind__in=list(REASONS)), name="people_interactionnote_not_of_named"
            ),
        ]
        indexes = [models.Index(fields=["data_subject", "subject_kind"], name="people_interactionnote_person")]

    def __str__(self) -> str:
        return f"IN-{str(self.pk)[-8:]}"

    def clean(self) -> None:
        """Ask the catalogue, and keep a citizen service number out of the text."""
        refuse_bsn(self)
        super().clean()
