"""The two anchors that everything points down to: persons without a name, and organisations that receive data."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NOT_PERSONAL, Keep, NotPersonal, PersonalRecord, not_personal, personal
from privacy.vocabulary import (
    Category,
    EraseRule,
    RefusalCode,
    RetentionClass,
    RetentionProfile,
    Source,
    SubjectKind,
)


class DataSubject(models.Model):
    """A natural person, by an opaque number alone (Article 4(1)); what remains after an erasure."""

    personal_data = NotPersonal("An opaque number; what points at it is declared where it stands.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    created_at = not_personal(models.DateTimeField(auto_now_add=True))

    class Meta:
        verbose_name = _("data subject")
        verbose_name_plural = _("data subjects")

    def __str__(self) -> str:
        return str(self.id)


class Controller(models.Model):
    """An organisation of ours that decides why and how data are processed (Article 4(7), CONTACT-04)."""

    personal_data = NOT_PERSONAL

    name = not_personal(models.CharField(_("name"), max_length=200))
    address = not_personal(models.TextField(_("postal address")))
    mailbox = not_personal(models.EmailField(_("e-mail for privacy questions")))
    officer = not_personal(
        models.CharField(
            _("data protection officer"),
            max_length=200,
            blank=True,
            help_text=_("How to reach the officer, where you have one (Article 37): the function, not a name."),
        )
    )
    is_default = not_personal(models.BooleanField(_("default"), default=False))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("controller")
        verbose_name_plural = _("controllers")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="privacy_controller_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Recipient(models.Model):
    """An organisation that data are disclosed to (Article 4(9), SHARE-06); clients and suppliers point to it."""

    class RecipientRole(models.TextChoices):
        """What the recipient is in law."""

        CONTROLLER = "controller", _("controller")
        PROCESSOR = "processor", _("processor")
        AUTHORITY = "authority", _("public authority")

    class Need(models.TextChoices):
        """Why the recipient gets data at all: a person can say no to the last two (SHARE-02, AMB-23)."""

        NEEDED = "needed", _("needed for what we do, or to run the system")
        GROUP = "group", _("company of our group")
        OPTIONAL = "optional", _("service that we could do without")

    personal_data = PersonalRecord(
        keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.PROOF, "Art. 15(1)(c), 19 GDPR"),
    )

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    data_subject = not_personal(
        models.ForeignKey(
            DataSubject, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sole trader")
        )
    )
    subject_kind = not_personal(
        models.CharField(_("role of the sole trader"), max_length=20, choices=SubjectKind.choices, blank=True)
    )
    name = personal(models.CharField(_("name"), max_length=200), Category.NAME)
    recipient_role = not_personal(models.CharField(_("role"), max_length=12, choices=RecipientRole.choices))
    need = not_personal(
        models.CharField(
            _("why it gets data"),
            max_length=8,
            choices=Need.choices,
            default=Need.NEEDED,
            help_text=_("People may refuse that their data go to our group, and to what we could do without."),
        )
    )
    country = not_personal(models.CharField(_("country"), max_length=2, default="NL"))
    agreement = not_personal(models.CharField(_("agreement"), max_length=200, blank=True))
    transfer_tool = not_personal(
        models.CharField(
            _("transfer tool"),
            max_length=100,
            blank=True,
            help_text=_("Outside the EEA: adequacy decision, certification, or standard clauses with their date."),
        )
    )
    service = not_personal(
        models.CharField(
            _("what they do for us"), max_length=200, blank=True, help_text=_("Stands in the notice and the register.")
        )
    )
    sub_processors = not_personal(models.TextField(_("sub-processors"), blank=True))
    audited_on = not_personal(models.DateField(_("last audited on"), null=True, blank=True))
    notice_email = personal(
        models.EmailField(_("e-mail for notices"), blank=True), Category.CONTACT, erase=EraseRule.CLEAR
    )
    is_active = not_personal(models.BooleanField(_("active"), default=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [
            models.CheckConstraint(
                condition=Q(data_subject__isnull=True, subject_kind="")
                | (Q(data_subject__isnull=False) & ~Q(subject_kind="")),
                name="privacy_recipient_person_has_kind",
            ),
            models.CheckConstraint(
                condition=Q(need__in=["needed", "group", "optional"]), name="privacy_recipient_known_need"
            ),
        ]

    def __str__(self) -> str:
        return f"R-{str(self.pk)[-8:]}"

    @property
    def public_name(self) -> str:
        """The name of an organisation; a sole trader's is his own and stands on his pages alone: here his reference."""
        return self.name if self.data_subject_id is None else str(self)


class SubjectRoleQuerySet(models.QuerySet["SubjectRole"]):
    """Questions about roles."""

    def live(self) -> Self:
        """Roles that have neither been erased nor absorbed by the same role of the same person."""
        return self.filter(erased_at__isnull=True, merged_at__isnull=True)

    def newest_first(self) -> Self:
        """Roles in the order in which one speaks for a person: those that were absorbed come last."""
        return self.order_by(F("merged_at").desc(nulls_first=True), "-number")


class SubjectRole(models.Model):
    """That we hold a person in a role: since when, from which source, under which controller (GEN-01, SRC-09).

    Its number is the reference that staff use instead of a name; the row outlives an erasure as the tombstone
    (ERASE-04) and then holds no readable identity. A role of an absorbed record stays beside the live one: its source
    is still told, and its number still leads to the person.
    """

    personal_data = PersonalRecord(keep=Keep(RefusalCode.LEGAL_DUTY, RetentionClass.RIGHTS_FILE, "Art. 5(2) GDPR"))

    number = not_personal(models.BigAutoField(primary_key=True))
    data_subject = not_personal(models.ForeignKey(DataSubject, models.PROTECT, related_name="roles"))
    subject_kind = not_personal(models.CharField(_("kind"), max_length=20, choices=SubjectKind.choices))
    source = not_personal(models.CharField(_("source"), max_length=20, choices=Source.choices))
    source_detail = personal(
        models.CharField(_("details of the source"), max_length=300, blank=True),
        Category.PRIVACY_RECORD,
        erase=EraseRule.CLEAR,
    )
    collected_on = not_personal(models.DateField(_("collected on")))
    controller = not_personal(models.ForeignKey(Controller, models.PROTECT, related_name="+"))
    policy_version = not_personal(
        models.ForeignKey("privacy.PolicyVersion", models.PROTECT, null=True, blank=True, related_name="+")
    )
    retention_profile = not_personal(
        models.CharField(
            _("registered for"), max_length=12, choices=RetentionProfile.choices, default=RetentionProfile.POOL
        )
    )
    erased_at = not_personal(models.DateTimeField(_("erased at"), null=True, blank=True, editable=False))
    merged_at = not_personal(models.DateTimeField(_("merged at"), null=True, blank=True, editable=False))
    history = HistoricalRecords()

    objects = SubjectRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of persons")
        constraints = [
            models.UniqueConstraint(
                fields=["data_subject", "subject_kind"],
                condition=Q(erased_at__isnull=True, merged_at__isnull=True),
                name="privacy_subjectrole_one_live",
            ),
            models.CheckConstraint(
                condition=Q(subject_kind__in=SubjectKind.values), name="privacy_subjectrole_known_kind"
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="privacy_subjectrole_known_source"),
            models.CheckConstraint(
                condition=~Q(retention_profile="COMPETITION") | Q(subject_kind="website_user"),
                name="privacy_subjectrole_competition",
            ),
        ]

    def __str__(self) -> str:
        return f"{SubjectKind(self.subject_kind).prefix}-{self.number}"
