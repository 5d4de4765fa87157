"""Links in marketing mail whose use we may know (SRC-03): where each leads stands here, and in no address."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.models import Message
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category


class MailLink(PersonRow):
    """One link in one message. A click is judged a little later, when it can be told whether a machine made it."""

    class Verdict(models.TextChoices):
        """Who clicked last, as far as one can tell."""

        NONE = "", _("nobody")
        OPEN = "open", _("not judged yet")
        PERSON = "person", _("a person")
        MACHINE = "machine", _("a machine")

    personal_data = PersonalRecord()

    message = not_personal(models.ForeignKey(Message, models.PROTECT, related_name="+", verbose_name=_("message")))
    number = not_personal(models.PositiveSmallIntegerField(_("number")))
    target = not_personal(models.TextField(_("leads to")))
    clicked_at = personal(models.DateTimeField(_("clicked at"), null=True, blank=True), Category.ONLINE_INTERACTION)
    verdict = personal(
        models.CharField(_("by whom"), max_length=7, choices=Verdict.choices, blank=True), Category.ONLINE_INTERACTION
    )
    machine_hits = not_personal(models.PositiveIntegerField(_("looked at by machines"), default=0))
    history = HistoricalRecords(excluded_fields=["machine_hits"])

    class Meta(PersonRow.Meta):
        abstract = False
        verbose_name = _("link in a message")
        verbose_name_plural = _("links in messages")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["message", "number"], name="mail_maillink_once"),
            models.CheckConstraint(
                condition=Q(target__startswith="https://") | Q(target__startswith="http://"), name="mail_maillink_web"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", clicked_at__isnull=True) | (~Q(verdict="") & Q(clicked_at__isnull=False)),
                name="mail_maillink_click",
            ),
        ]

    def __str__(self) -> str:
        return f"ML-{str(self.pk)[-8:]}"
