"""Messages of which nobody can say by himself whose they are: a person looks, within a month."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.mail.models.owned import MaybeOwned
from cluster_crm.people.models import Interaction
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.vocabulary import Category


class WaitingMail(MaybeOwned):
    """A message that waits until somebody says whose it is, or throws it away."""

    class Why(models.TextChoices):
        """Why it is on nobody's timeline."""

        UNKNOWN = "unknown", _("we do not know this address")
        SHARED = "shared", _("several people have this address")
        NAMED = "named", _("this person was only named to us: a reason is needed")
        NOT_VOUCHED = "not_vouched", _("the mail server does not vouch for the sender")
        NOBODY = "nobody", _("nobody outside the house is in it")
        NO_COLLEAGUE = "no_colleague", _("no colleague of ours is in it")
        NOT_NOW = "not_now", _("nothing may be recorded about this person now")

    personal_data = PersonalRecord()

    why = not_personal(models.CharField(_("why it waits"), max_length=12, choices=Why.choices))
    direction = not_personal(models.CharField(_("direction"), max_length=8, choices=Interaction.Direction.choices))
    name = personal(models.CharField(_("name"), max_length=150, blank=True), Category.NAME)
    subject_line = personal(models.CharField(_("subject"), max_length=300, blank=True), Category.CORRESPONDENCE)
    text = personal(models.TextField(_("text"), blank=True), Category.CORRESPONDENCE)
    happened_at = personal(models.DateTimeField(_("sent at")), Category.CORRESPONDENCE)
    owner = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=_("colleague"),
        )
    )
    digest = not_personal(models.CharField(_("fingerprint"), max_length=64, editable=False))
    history = HistoricalRecords()

    class Meta(MaybeOwned.Meta):
        abstract = False
        verbose_name = _("e-mail that waits")
        verbose_name_plural = _("e-mails that wait")

    def __str__(self) -> str:
        return f"WE-{str(self.pk)[-8:]}"
