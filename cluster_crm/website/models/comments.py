"""What people think of the privacy policy, in their own words and without their name (GEN-12)."""

from datetime import datetime
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, not_personal

LONGEST: Final = 4000


class PolicyCommentQuerySet(models.QuerySet["PolicyComment"]):
    """Questions about comments."""

    def before(self, moment: datetime) -> Self:
        """Comments received before a moment."""
        return self.filter(received_at__lt=moment)


class PolicyComment(models.Model):
    """A comment on the privacy policy: for the privacy officer alone, who deletes it when it is dealt with.

    The form asks neither who writes nor where to answer, and keeps no address of the network.
    """

    personal_data = NotPersonal("The form asks for no name and no address, and says so.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    text = not_personal(models.TextField(_("comment"), max_length=LONGEST))
    language = not_personal(models.CharField(_("language"), max_length=5))
    received_at = not_personal(models.DateTimeField(_("received at"), db_index=True))

    objects = PolicyCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on the policy")
        verbose_name_plural = _("comments on the policy")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="website_policycomment_has_text")]

    def __str__(self) -> str:
        return f"PM-{str(self.pk)[-8:]}"
