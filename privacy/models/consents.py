"""The log of consents given and withdrawn (Article 7(1), CONS-04)."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from privacy.declarations import Keep, PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.models.policy import PolicyVersion
from privacy.models.texts import LegalText
from privacy.vocabulary import Category, Channel, EraseRule, Purpose, RefusalCode, RetentionClass, SubjectKind


class ConsentEventQuerySet(models.QuerySet["ConsentEvent"]):
    """Questions about consents."""

    def of(self, data_subject_id: UUID, kind: SubjectKind | str) -> Self:
        """What one person said in one role."""
        return self.filter(data_subject_id=data_subject_id, subject_kind=kind)

    def last_word(self, purpose: Purpose, channel: Channel | str = "", about: str = "") -> "ConsentEvent | None":
        """What was said last on a purpose and channel; events of one moment are told apart by their number.

        On one thing alone counts what was said about it, and a withdrawal of everything: a yes to all is none to it.
        """
        says = Q(about=about) | Q(about="", action=ConsentEvent.Action.WITHDRAWN)
        return self.filter(says, purpose=purpose, channel=channel).order_by("recorded_at", "pk").last()

    def expiring(self, on: date, within: timedelta) -> Self:
        """Consents that end by themselves soon, and that nothing said later has ended or renewed."""
        later = ConsentEvent.objects.filter(
            data_subject=OuterRef("data_subject"),
            subject_kind=OuterRef("subject_kind"),
            purpose=OuterRef("purpose"),
            channel__in=["", OuterRef("channel")],
            about__in=["", OuterRef("about")],
            recorded_at__gt=OuterRef("recorded_at"),
        )
        ending = self.filter(action=ConsentEvent.Action.GIVEN, expires_on__range=(on, on + within))
        return ending.exclude(Exists(later))


class ConsentEvent(PersonRow):
    """That a person gave or withdrew consent: for what, to which text, how, and the evidence; never changed.

    An empty channel means that the purpose knows none (a success story, diversity data). `about` says to what alone the
    consent was given, where a purpose leaves that open: the fingerprint of one success story (STORY-01), the number of
    the application for one role (SENS-01), in hexadecimal; a withdrawal without it is of everything.
    """

    class Action(models.TextChoices):
        """What the person did."""

        GIVEN = "given", _("given")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Kind(models.TextChoices):
        """How express the consent is."""

        OPT_IN = "opt_in", _("opt-in")
        EXPLICIT = "explicit", _("explicit consent")

    class Method(models.TextChoices):
        """The affirmative act; a box that was ticked beforehand is none and has no place here (CONS-01, CONS-03)."""

        BOX_TICKED = "box_ticked", _("ticked an empty box")
        PREFERENCE_CENTRE = "preference_centre", _("preference centre")
        SIGNED_FORM = "signed_form", _("signed form")
        WRITTEN = "written", _("letter, e-mail or chat message")
        SPOKEN = "spoken", _("said it, noted by staff")
        UNSUBSCRIBE_LINK = "unsubscribe_link", _("link in a message")
        MERGED = "merged", _("two records became one, and one of them had no consent")

    personal_data = PersonalRecord(
        keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.PROOF, "Art. 7(1) GDPR"),
    )
    is_append_only = True

    action = personal(models.CharField(_("act"), max_length=10, choices=Action.choices), Category.PRIVACY_RECORD)
    kind = personal(models.CharField(_("consent"), max_length=8, choices=Kind.choices), Category.PRIVACY_RECORD)
    purpose = personal(models.CharField(_("purpose"), max_length=20, choices=Purpose.choices), Category.PRIVACY_RECORD)
    channel = personal(
        models.CharField(_("channel"), max_length=10, choices=Channel.choices, blank=True), Category.PRIVACY_RECORD
    )
    about = personal(
        models.CharField(_("about this alone"), max_length=64, blank=True, editable=False), Category.PRIVACY_RECORD
    )
    text = not_personal(
        models.ForeignKey(
            LegalText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("text agreed to")
        )
    )
    text_version = not_personal(models.CharField(_("version of the text"), max_length=70))
    expires_on = personal(models.DateField(_("holds until"), null=True, blank=True), Category.PRIVACY_RECORD)
    guardian = personal(
        models.CharField(
            _("parent or guardian"),
            max_length=200,
            blank=True,
            help_text=_("Who consented for somebody under 16 (Article 8 GDPR, UAVG 5)."),
        ),
        Category.PRIVACY_RECORD,
        erase=EraseRule.CLEAR,
    )
    language = not_personal(models.CharField(_("language"), max_length=5))
    policy_version = not_personal(
        models.ForeignKey(
            PolicyVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("policy version")
        )
    )
    method = personal(models.CharField(_("how"), max_length=20, choices=Method.choices), Category.PRIVACY_RECORD)
    evidence = personal(
        models.CharField(_("evidence"), max_length=300, blank=True), Category.PRIVACY_RECORD, erase=EraseRule.CLEAR
    )
    recorded_at = personal(models.DateTimeField(_("recorded at"), auto_now_add=True), Category.PRIVACY_RECORD)
    recorded_by = not_personal(
        models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    )

    objects = ConsentEventQuerySet.as_manager()

    class Meta(PersonRow.Meta):
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        constraints = [
            *PersonRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(action__in=["given", "withdrawn"]) & Q(kind__in=["opt_in", "explicit"]),
                name="privacy_consentevent_known_act",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values) & Q(channel__in=["", *Channel.values]),
                name="privacy_consentevent_known_purpose",
            ),
            models.CheckConstraint(
                condition=Q(
                    method__in=[
                        "box_ticked",
                        "preference_centre",
                        "signed_form",
                        "written",
                        "spoken",
                        "unsubscribe_link",
                        "merged",
                    ]
                )
                & (Q(action="withdrawn") | ~Q(method__in=["unsubscribe_link", "merged"])),
                name="privacy_consentevent_affirmative",
            ),
            models.CheckConstraint(
                condition=Q(about__regex=r"^([0-9a-f]{32}|[0-9a-f]{64})?$"), name="privacy_consentevent_about"
            ),
            models.CheckConstraint(
                condition=(~Q(text_version="") & Q(policy_version__isnull=False)) | Q(action="withdrawn"),
                name="privacy_consentevent_text",
            ),
        ]
        indexes = [
            models.Index(fields=["data_subject", "purpose", "channel", "recorded_at"], name="privacy_consentevent_last")
        ]

    def __str__(self) -> str:
        return f"CE-{str(self.pk)[-8:]}"
